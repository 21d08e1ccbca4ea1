import { pino, type Logger } from "pino";
import { withoutStatement } from "./describe-error.ts";

export type { Logger } from "pino";

const secretPaths = [
  "authorization",
  "access_token",
  "refresh_token",
  "client_secret",
  "password",
  "cookie",
  "secret",
];

/** The root logger: JSON lines on stdout, secrets removed wherever they stand one or two levels deep. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    serializers: { err: serializedError },
    redact: { paths: secretPaths.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), remove: true },
  });
}

/** Type, words, code and stack of an error and of its causes; whatever else hangs on it may hold data. */
function serializedError(error: unknown): unknown {
  const plain = withoutStatement(error);
  if (!(plain instanceof Error)) return plain;
  return {
    type: plain.name,
    message: plain.message,
    ...("code" in plain && typeof plain.code === "string" ? { code: plain.code } : {}),
    stack: plain.stack,
    ...(plain.cause === undefined ? {} : { cause: serializedError(plain.cause) }),
  };
}
