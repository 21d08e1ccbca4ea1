import { createHash } from "node:crypto";
import { parseJson } from "../platform/json.ts";

/**
 * Names the content of an event frame, whichever transport brought it: the same type and message give
 * the same hash, however the JSON was written and whether `msg` came as text or as an object.
 */
export function contentHash(type: number, msg: unknown): string {
  const hash = createHash("sha256");
  for (const token of tokensOf({ type, msg: parsed(msg) })) hash.update(token);
  return hash.digest("base64url");
}

function parsed(msg: unknown): unknown {
  return (typeof msg === "string" ? parseJson(msg) : undefined) ?? msg ?? null;
}

type Work = { token: string } | { value: unknown };

/** JSON with its keys in order, piece by piece. Without recursion: nesting from outside knows no bound. */
function* tokensOf(value: unknown): Generator<string> {
  const work: Work[] = [{ value }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if ("token" in next) yield next.token;
    else if (Array.isArray(next.value)) {
      yield "[";
      const items = next.value.flatMap((item): Work[] => [{ value: item }, { token: "," }]);
      pushReversed(work, [...items, { token: "]" }]);
    } else if (typeof next.value === "object" && next.value !== null) {
      yield "{";
      const entries = Object.entries(next.value).sort(([a], [b]) => (a < b ? -1 : 1));
      const items = entries.flatMap(([key, item]): Work[] => [
        { token: `${JSON.stringify(key)}:` },
        { value: item },
        { token: "," },
      ]);
      pushReversed(work, [...items, { token: "}" }]);
    } else yield JSON.stringify(next.value);
  }
}

function pushReversed(work: Work[], items: Work[]): void {
  for (const item of items.toReversed()) work.push(item);
}
