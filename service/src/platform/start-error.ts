import { withoutStatement } from "./describe-error.ts";

/** The surroundings do not let the service start. The message is one line: what is wrong and the cure. */
export class StartError extends Error {
  override name = "StartError";
}

const databaseCures: Record<string, string> = {
  ECONNREFUSED: "No server answers there. Start it, or correct host and port in DATABASE_URL.",
  ENOTFOUND: "There is no such host. Correct DATABASE_URL.",
  EAI_AGAIN: "The host's name cannot be looked up. Correct DATABASE_URL, or try again.",
  EHOSTUNREACH: "There is no way to the host. Check DATABASE_URL and the network.",
  ETIMEDOUT: "The server does not answer in time. Check DATABASE_URL and the way there.",
  "28P01": "The server refuses the password. Correct it in DATABASE_URL.",
  "28000": "The server refuses the user. Correct it in DATABASE_URL.",
  "3D000": "There is no such database. Create it, or correct DATABASE_URL.",
  "42501": "The user lacks a right. It has to own the database of DATABASE_URL.",
};

/** A failure to use the database of DATABASE_URL in words, or the error itself when it is another. */
export function explainDatabase(error: unknown): unknown {
  const plain = withoutStatement(error);
  // The pool's own patience ends with an error that has no code.
  const timedOut = plain instanceof Error && plain.message.startsWith("timeout exceeded");
  const code = timedOut ? "ETIMEDOUT" : codeOf(plain);
  const cure = code === null ? undefined : databaseCures[code];
  return cure === undefined
    ? error
    : new StartError(`The database cannot be used (${code}). ${cure}`, { cause: error });
}

const listenCures: Record<string, string> = {
  EADDRINUSE: "Another program uses this port. Stop it, or set PORT to a free one.",
  EACCES: "This port needs rights that this user lacks. Set PORT to one above 1023.",
  EADDRNOTAVAIL: "This machine has no such address. Correct HOST.",
  ENOTFOUND: "This machine has no such address. Correct HOST.",
};

export function explainListen(error: unknown, host: string, port: number): unknown {
  const code = codeOf(error);
  const cure = code === null ? undefined : listenCures[code];
  return cure === undefined
    ? error
    : new StartError(`Cannot listen on ${host}:${port} (${code}). ${cure}`, { cause: error });
}

function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
