import { randomUUID } from "node:crypto";
import { z } from "zod";
import { apiUrl, iso, type Account } from "../account.ts";
import { created, idParam, noContent, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { readBody, readFields } from "../server/fields.ts";
import { forbidden, recordInvalid, recordNotFound, Refusal } from "../server/refusal.ts";
import { readPackage, readUpload } from "./packages.ts";
import { createSigningKey, signAppToken, type AppTokenClaims, type SigningKey } from "./token.ts";

export type { AppTokenClaims } from "./token.ts";

/** Path inside the package → content. */
export type AppFiles = ReadonlyMap<string, Uint8Array>;

type App = { id: number; name: string; ownerId: number; createdAt: number; files: AppFiles };
type Installation = {
  id: number;
  appId: number;
  settings: Record<string, unknown>;
  enabled: boolean;
  updatedAt: number;
};
type AppJob = { id: string; readyAt: number; appId: number | null; failure: string | null };
type Notification = { appId: number; event: string; body: string; agentId: number | null };

/** An app as it is installed, with what its package holds. */
export type InstalledApp = {
  appId: number;
  installationId: number;
  name: string;
  enabled: boolean;
  settings: Record<string, unknown>;
  files: AppFiles;
};

export type Apps = {
  readonly routes: Route[];
  readonly notifications: Notification[];
  addInstallation(files?: AppFiles): { appId: number; installationId: number };
  installed(): InstalledApp[];
  signToken(claims: AppTokenClaims): string;
  rotateKey(): void;
};

const buildMs = 1000;
const maxNotificationBytes = 1024 * 1024;
const read = { resource: "apps", access: "read" } as const;
const write = { resource: "apps", access: "write" } as const;

const installationSchema = z.object({
  app_id: z.coerce.number().int().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  enabled: z.boolean().optional(),
  role_restrictions: z.array(z.number()).nullish(),
  group_restrictions: z.array(z.number()).nullish(),
});

const notificationSchema = z.object({
  app_id: z.number().int(),
  event: z.string().min(1),
  body: z.string(),
  agent_id: z.number().int().optional(),
});

export function createApps(account: Account): Apps {
  const apps = new Map<number, App>();
  const installations = new Map<number, Installation>();
  const uploads = new Map<number, Uint8Array>();
  const jobs = new Map<string, AppJob>();
  const notifications: Notification[] = [];
  let keys: SigningKey | null = null;
  const key = () => (keys ??= createSigningKey());

  function addApp(name: string, ownerId: number, files: AppFiles): App {
    const app = { id: 1_040_000 + apps.size + 1, name, ownerId, createdAt: account.now(), files };
    apps.set(app.id, app);
    return app;
  }

  function install(appId: number, settings: Record<string, unknown>): Installation {
    const installation = { id: account.nextId(), appId, settings, enabled: true, updatedAt: account.now() };
    installations.set(installation.id, installation);
    return installation;
  }

  async function upload(call: Call): Promise<Reply> {
    const id = account.nextId();
    uploads.set(id, await readUpload(call, "uploaded_data"));
    return created({ id });
  }

  async function validate(call: Call): Promise<Reply> {
    const read = readPackage(await readUpload(call, "file"));
    if (read.kind === "wrong") throw new Refusal(422, { error: "InvalidApp", description: read.why });
    return ok(null);
  }

  function startBuild(uploadId: number, finish: (files: AppFiles) => App): Reply {
    const zip = uploads.get(uploadId);
    if (zip === undefined) throw recordNotFound();
    const read = readPackage(zip);
    const job = {
      id: randomUUID(),
      readyAt: account.now() + buildMs,
      appId: read.kind === "valid" ? finish(read.files).id : null,
      failure: read.kind === "wrong" ? read.why : null,
    };
    jobs.set(job.id, job);
    return { status: 202, body: { job_id: job.id } };
  }

  function createApp(call: Call): Reply {
    const schema = z.object({
      upload_id: z.coerce.number().int(),
      name: z.string().min(1),
      short_description: z.string().optional(),
    });
    const input = readFields(call, "app", readBody(call), schema);
    return startBuild(input.upload_id, (files) => addApp(input.name, call.user.id, files));
  }

  function updateApp(call: Call): Reply {
    const app = findApp(call);
    const schema = z.object({ upload_id: z.coerce.number().int(), name: z.string().optional() });
    const input = readFields(call, "app", readBody(call), schema);
    return startBuild(input.upload_id, (files) => Object.assign(app, { files }));
  }

  function findApp(call: Call, name = "id"): App {
    const app = apps.get(idParam(call, name));
    if (app === undefined) throw recordNotFound();
    return app;
  }

  function findInstallation(call: Call): Installation {
    const installation = installations.get(idParam(call));
    if (installation === undefined) throw recordNotFound();
    return installation;
  }

  function jobStatus(call: Call): Reply {
    const job = jobs.get(call.params["id"] ?? "");
    if (job === undefined) throw recordNotFound();
    const done = account.now() >= job.readyAt;
    const status = !done ? "working" : job.failure === null ? "completed" : "failed";
    return ok({
      id: job.id,
      url: apiUrl(account, `apps/job_statuses/${job.id}`),
      status,
      message: done ? (job.failure ?? "") : "",
      progress: done ? 1 : 0,
      total: 1,
      retry_in: 2,
      app_id: done ? job.appId : null,
      app_url: done && job.appId !== null ? apiUrl(account, `apps/${job.appId}`) : null,
    });
  }

  function postInstallation(call: Call): Reply {
    const input = readFields(call, "installation", readBody(call), installationSchema);
    if (input.app_id === undefined || !apps.has(input.app_id)) throw recordNotFound();
    if (typeof input.settings?.["name"] !== "string") {
      throw recordInvalid("settings", { description: "Settings: name cannot be blank", error: "BlankValue" });
    }
    return created(installationJson(install(input.app_id, input.settings)));
  }

  function putInstallation(call: Call): Reply {
    const installation = findInstallation(call);
    const input = readFields(call, "installation", readBody(call), installationSchema);
    installation.settings = { ...installation.settings, ...input.settings };
    installation.enabled = input.enabled ?? installation.enabled;
    installation.updatedAt = account.now();
    return ok(installationJson(installation));
  }

  function notify(call: Call): Reply {
    if (call.raw.length > maxNotificationBytes) throw new Refusal(413, "Payload Too Large");
    const input = readFields(call, "notify", readBody(call), notificationSchema);
    const installed = [...installations.values()].some((one) => one.appId === input.app_id && one.enabled);
    if (!installed) throw recordNotFound();
    const { app_id: appId, event, body } = input;
    notifications.push({ appId, event, body, agentId: input.agent_id ?? null });
    return ok(null);
  }

  const base = "/api/v2/apps";
  const admin = { who: "admins" } as const;
  const routes: Route[] = [
    { method: "POST", path: `${base}/uploads`, scope: write, ...admin, accepts: "multipart", handle: upload },
    {
      method: "POST",
      path: `${base}/validate`,
      scope: write,
      ...admin,
      accepts: "multipart",
      handle: validate,
    },
    { method: "POST", path: base, scope: write, ...admin, handle: createApp },
    {
      method: "GET",
      path: `${base}/owned`,
      scope: read,
      ...admin,
      handle: () => ok({ apps: [...apps.values()].map(appJson) }),
    },
    { method: "GET", path: `${base}/job_statuses/:id`, scope: read, ...admin, handle: jobStatus },
    {
      method: "POST",
      path: `${base}/notify`,
      scope: { resource: "broad", access: "write" },
      who: "agents",
      handle: notify,
    },
    {
      method: "GET",
      path: `${base}/installations`,
      scope: read,
      who: "agents",
      query: ["include"],
      handle: () => ok({ installations: [...installations.values()].map(installationJson) }),
    },
    { method: "POST", path: `${base}/installations`, scope: write, ...admin, handle: postInstallation },
    {
      method: "GET",
      path: `${base}/installations/:id`,
      scope: read,
      who: "agents",
      handle: (call) => ok(installationJson(findInstallation(call))),
    },
    { method: "PUT", path: `${base}/installations/:id`, scope: write, ...admin, handle: putInstallation },
    {
      method: "DELETE",
      path: `${base}/installations/:id`,
      scope: write,
      ...admin,
      handle: (call) => {
        installations.delete(findInstallation(call).id);
        return noContent();
      },
    },
    {
      method: "GET",
      path: `${base}/:id/public_key.pem`,
      scope: "none",
      who: "anonymous",
      handle: (call) => {
        findApp(call);
        return { status: 200, body: key().publicPem, headers: { "content-type": "application/x-pem-file" } };
      },
    },
    {
      method: "GET",
      path: `${base}/:id/public_key`,
      scope: "none",
      who: "anonymous",
      handle: (call) => {
        findApp(call);
        return {
          status: 200,
          body: JSON.stringify(key().publicPem),
          headers: { "content-type": "application/json" },
        };
      },
    },
    {
      method: "GET",
      path: `${base}/:id`,
      scope: read,
      ...admin,
      handle: (call) => ok(appJson(findApp(call))),
    },
    { method: "PUT", path: `${base}/:id`, scope: write, ...admin, handle: updateApp },
    {
      method: "DELETE",
      path: `${base}/:id`,
      scope: write,
      ...admin,
      handle: (call) => {
        const app = findApp(call);
        if (app.ownerId !== call.user.id) throw forbidden("You do not own this app.");
        apps.delete(app.id);
        return noContent();
      },
    },
  ];

  return {
    routes,
    notifications,
    addInstallation(files = new Map()) {
      const app = addApp(nameIn(files), 0, files);
      return { appId: app.id, installationId: install(app.id, { name: app.name }).id };
    },
    installed: () =>
      [...installations.values()].flatMap((one) => {
        const app = apps.get(one.appId);
        if (app === undefined) return [];
        const { id: installationId, settings, enabled } = one;
        return [{ appId: app.id, installationId, name: app.name, enabled, settings, files: app.files }];
      }),
    signToken: (claims) => signAppToken(account, key(), claims),
    rotateKey: () => void (keys = createSigningKey()),
  };
}

/** As its package has it. */
function nameIn(files: AppFiles): string {
  const manifest = files.get("manifest.json");
  if (manifest === undefined) return "Deskline";
  return z.object({ name: z.string() }).parse(JSON.parse(Buffer.from(manifest).toString())).name;
}

function appJson(app: App) {
  return {
    id: app.id,
    name: app.name,
    owner_id: app.ownerId,
    state: "published",
    visibility: "private",
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
  };
}

function installationJson(installation: Installation) {
  return {
    id: installation.id,
    app_id: installation.appId,
    product: "support",
    settings: installation.settings,
    enabled: installation.enabled,
    updated_at: iso(installation.updatedAt),
  };
}
