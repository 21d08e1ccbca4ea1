import { parseJson } from "@deskline/service/platform/json";
import type { ApiAnswer } from "./app-frames.ts";

export const operatorPassword = "correct horse battery staple";

/** A browser at the console, or a script: it keeps its cookie and names its origin. */
export class ConsoleClient {
  readonly #url: string;
  #headers: Record<string, string>;
  #cookie: string | null = null;

  constructor(url: string, headers: Record<string, string> = { origin: new URL(url).origin }) {
    this.#url = url;
    this.#headers = headers;
  }

  get cookie(): string | null {
    return this.#cookie;
  }

  /** One with the app's session instead of a cookie. */
  static withSession(url: string, session: string): ConsoleClient {
    return new ConsoleClient(url, { authorization: `Bearer ${session}` });
  }

  /** One with the same cookie, and other headers. */
  with(headers: Record<string, string>): ConsoleClient {
    const other = new ConsoleClient(this.#url, headers);
    other.#cookie = this.#cookie;
    return other;
  }

  /** `path` is below `/api/admin/`; a body that is text goes as it is. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const answer = await fetch(`${this.#url}/api/admin/${path}`, {
      method,
      headers: {
        ...this.#headers,
        ...(this.#cookie === null ? {} : { cookie: this.#cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const given = /^([^=]+=[^;]*)/.exec(answer.headers.getSetCookie()[0] ?? "")?.[1];
    if (given !== undefined) this.#cookie = given.endsWith("=") ? null : given;
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parseJson(text) ?? (text || null) };
  }
}

/** The token in the last link for setting the password that was printed. */
export function setupTokenIn(output: string): string {
  const token = output.match(/(?<=\/console#setup=)[\w-]+/g)?.at(-1);
  if (token === undefined) throw new Error("no link for setting the password was printed");
  return token;
}

/** The operator at a console that nobody has used before, or with the password that was set so. */
export async function operatorAt({
  url,
  output,
}: {
  url: string;
  output: () => string;
}): Promise<ConsoleClient> {
  const client = new ConsoleClient(url);
  const set = await client.ask("POST", "setup", {
    token: setupTokenIn(output()),
    password: operatorPassword,
  });
  if (set.status === 200) return client;
  const logged = await client.ask("POST", "session", { password: operatorPassword });
  if (logged.status !== 200)
    throw new Error(`nobody could log in: ${JSON.stringify([set.body, logged.body])}`);
  return client;
}
