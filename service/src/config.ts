import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where `npm run build` puts the app. */
const builtApp = fileURLToPath(new URL("../../zendesk-app/dist", import.meta.url));

const Port = z
  .string()
  .regex(/^\d{1,5}$/, "is not a whole number")
  .transform(Number)
  .refine((port) => port <= 65_535, "is too large");

/** What is made from it would get the path behind the query. */
const PublicUrl = z
  .url({ protocol: /^https?$/, error: "is not an address that begins with http:// or https://" })
  .refine((url) => !/[?#]/.test(url), "must have neither query nor fragment");

const Env = z.object({
  PORT: Port.default(8080),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: PublicUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "is not an address of PostgreSQL" }).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  ENCRYPTION_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "is not a level")
    .default("info"),
  APP_DIR: z.string().min(1).optional(),
  ZENDESK_BASE_URL: z.string().min(1).default("https://{subdomain}.zendesk.com"),
  NODE_ENV: z.string().optional(),
});

const cures: Record<string, string> = {
  PORT: "Set it to a free port between 0 and 65535, for example 8080.",
  HOST: "Set it to an address of this machine, for example 127.0.0.1 or 0.0.0.0.",
  PUBLIC_URL:
    "Set it to the address under which browsers reach this service, for example https://deskline.example.com.",
  DATABASE_URL:
    "Set it to postgres://user:password@host:5432/database, or leave it out for the embedded database.",
  DATA_DIR: "Set it to a directory this service may write to, for example /var/lib/deskline.",
  ENCRYPTION_KEY:
    "Set it to 32 random bytes in Base64 (openssl rand -base64 32), or leave it out for a key file in DATA_DIR.",
  LOG_LEVEL: "Set it to one of fatal, error, warn, info, debug, trace, silent.",
  APP_DIR: "Set it to the directory that holds the app's build, or leave it out for zendesk-app/dist.",
  ZENDESK_BASE_URL: "Leave it out. With NODE_ENV=production it must be https and end in .zendesk.com.",
};

/** A wrong variable of the environment. The message is one line: the variable, what is wrong, and the cure. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the environment. Empty variables count as absent. @throws {ConfigError} on the first wrong value. */
export function readConfig(env: Record<string, string | undefined>) {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Env.safeParse(present);
  if (!parsed.success)
    throw wrong(String(parsed.error.issues[0]?.path[0]), parsed.error.issues[0]?.message ?? "wrong value");
  const e = parsed.data;
  if (!isZendeskBaseUrl(e.ZENDESK_BASE_URL, e.NODE_ENV === "production")) {
    throw wrong("ZENDESK_BASE_URL", "is not an address of Zendesk");
  }
  return {
    http: { port: e.PORT, host: e.HOST },
    /** Null: the address the server is listening on. */
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    storage:
      e.DATABASE_URL === undefined
        ? { kind: "embedded" as const }
        : { kind: "postgres" as const, url: e.DATABASE_URL },
    dataDir: e.DATA_DIR,
    encryptionKey: e.ENCRYPTION_KEY,
    logLevel: e.LOG_LEVEL,
    appDir: e.APP_DIR ?? builtApp,
    zendeskBaseUrl: e.ZENDESK_BASE_URL.replace(/\/+$/, ""),
  };
}
export type Config = ReturnType<typeof readConfig>;

function wrong(variable: string, what: string): ConfigError {
  return new ConfigError(`${variable}: ${what}. ${cures[variable] ?? ""}`.trim());
}

/** `{subdomain}` stands for the account's subdomain. Other hosts exist for simulators only. */
function isZendeskBaseUrl(template: string, inProduction: boolean): boolean {
  const url = URL.parse(template.replace("{subdomain}", "subdomain"));
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return !inProduction || (url.protocol === "https:" && url.hostname.endsWith(".zendesk.com"));
}
