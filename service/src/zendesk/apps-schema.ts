import { z } from "zod";
import { Meta, listOf, optional } from "./schema.ts";

/** Answers about what we install in an account: the app, and webhooks. */

/** Installed apps. The name is the one the administrator gave the installation. */
export const Installations = z
  .object({
    installations: listOf(
      z.object({
        id: z.number(),
        app_id: z.number(),
        settings: optional(z.object({ name: optional(z.string()) })),
        enabled: optional(z.boolean()),
      }),
    ),
  })
  .transform(({ installations }) =>
    installations.map((one) => ({
      installationId: one.id,
      appId: one.app_id,
      name: one.settings?.name ?? "",
      enabled: one.enabled ?? true,
    })),
  );

/** Ids of uploads, jobs and webhooks are numbers or text. */
const Id = z.union([z.number(), z.string().min(1)]);

export const UploadedPackage = z.object({ id: Id }).transform(({ id }) => id);

export const StartedAppJob = z.object({ job_id: Id }).transform(({ job_id }) => String(job_id));

export const OwnedApps = z
  .object({ apps: listOf(z.object({ id: z.number(), name: optional(z.string()) })) })
  .transform(({ apps }) => apps.map((app) => ({ appId: app.id, name: app.name ?? "" })));

export const NewInstallation = z.object({ id: z.number() }).transform(({ id }) => id);

/** How far Zendesk is with an app. A status that is not known counts as still at work. */
export const AppJobStatus = z
  .object({
    status: z.string(),
    message: optional(z.string()),
    progress: optional(z.number()),
    total: optional(z.number()),
    retry_in: optional(z.number()),
    app_id: optional(z.coerce.number().int().positive()),
  })
  .transform((job) => ({
    state:
      job.status === "completed"
        ? ("completed" as const)
        : ["failed", "killed"].includes(job.status)
          ? ("failed" as const)
          : ("working" as const),
    message: job.message ?? "",
    progress: job.progress != null && job.total ? Math.min(1, Math.max(0, job.progress / job.total)) : null,
    retryInMs: job.retry_in == null ? null : job.retry_in * 1000,
    appId: job.app_id ?? null,
  }));

export const WebhookPage = z
  .object({
    webhooks: listOf(
      z.object({ id: Id.transform(String), endpoint: z.string(), status: optional(z.string()) }),
    ),
    meta: Meta,
  })
  .transform(({ webhooks, meta }) => ({ items: webhooks, next: meta }));

export const NewWebhook = z
  .object({ webhook: z.object({ id: Id.transform(String) }) })
  .transform(({ webhook }) => webhook.id);

export const SigningSecret = z
  .object({ signing_secret: z.object({ secret: z.string().min(1) }) })
  .transform(({ signing_secret }) => signing_secret.secret);
