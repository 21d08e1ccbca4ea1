import { createServer } from "node:http";

export const users = 500_000;
const pageSize = 1000;
export const pages = users / pageSize;
const perWindow = 10;

/** Somebody's number, as it is stored. */
export function phoneOf(n: number): string {
  return `+49151${String(20_000_000 + n)}`;
}

export type ManyUsers = {
  url: string;
  asked: () => number;
  refused: () => number;
  close: () => Promise<void>;
};

/**
 * Stands before a simulated account and gives its export half a million users, at ten pages a minute; a
 * minute is as short as is said. Everything else goes to the account.
 */
export async function startManyUsers(account: string, minuteMs: number): Promise<ManyUsers> {
  let window = { startedAt: 0, used: 0 };
  const counts = { asked: 0, refused: 0 };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", account);
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === "/api/v2/users/count") return answer(200, { count: { value: users } });
    if (url.pathname !== "/api/v2/incremental/users/cursor") return void forward(url);
    const now = Date.now();
    if (now >= window.startedAt + minuteMs) window = { startedAt: now, used: 0 };
    const resets = Math.max(1, Math.ceil((window.startedAt + minuteMs - now) / 1000));
    counts.asked += 1;
    if (window.used >= perWindow) {
      counts.refused += 1;
      return answer(429, { error: "APIRateLimitExceeded" }, { "retry-after": String(resets) });
    }
    window.used += 1;
    const left = perWindow - window.used;
    const page = Number(url.searchParams.get("cursor") ?? 0);
    answer(200, pageOf(page), {
      "zendesk-ratelimit-incremental-exports": `total=${perWindow}; remaining=${left}; resets=${resets}`,
    });

    async function forward(to: URL): Promise<void> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const body = chunks.length === 0 ? null : Buffer.concat(chunks);
      const { method = "GET", headers } = request;
      const { host: _, connection: __, "content-length": ___, ...kept } = headers;
      const given = await fetch(to, { method, headers: kept as Record<string, string>, body });
      response.writeHead(given.status, { "content-type": given.headers.get("content-type") ?? "text/plain" });
      response.end(Buffer.from(await given.arrayBuffer()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => counts.asked,
    refused: () => counts.refused,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pageOf(page: number) {
  const first = page * pageSize;
  const listed = Array.from({ length: Math.max(0, Math.min(pageSize, users - first)) }, (_, i) => first + i);
  return {
    users: listed.map((n) => ({
      id: 10_000_000 + n,
      url: `https://acme.zendesk.com/api/v2/users/${10_000_000 + n}.json`,
      name: `Customer ${n}`,
      email: `customer-${n}@example.com`,
      created_at: "2025-01-01T00:00:00Z",
      updated_at: new Date(Date.UTC(2025, 0, 1) + n * 1000).toISOString().replace(".000Z", "Z"),
      phone: phoneOf(n),
      shared_phone_number: false,
      role: "end-user",
      active: true,
      suspended: false,
      organization_id: null,
      tags: [],
      notes: "",
      details: "",
      user_fields: { plan: "basic", since: null },
    })),
    identities: listed.map((n) => ({
      id: 90_000_000 + n,
      user_id: 10_000_000 + n,
      type: "phone_number",
      value: phoneOf(n),
      primary: true,
    })),
    after_cursor: String(page + 1),
    end_of_stream: first + pageSize >= users,
  };
}
