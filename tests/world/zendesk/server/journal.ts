import type { RecordedRequest } from "../records.ts";

export type Journal = {
  readonly requests: RecordedRequest[];
  clear(): void;
};

export function createJournal(): Journal {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    clear() {
      requests.length = 0;
    },
  };
}

/** A body as a test wants to see it: parsed JSON, else text, else how many bytes there were. */
export function readableBody(raw: Uint8Array, contentType: string): unknown {
  if (raw.length === 0) return null;
  if (/json/.test(contentType)) {
    const text = new TextDecoder().decode(raw);
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  if (/^(text\/|application\/x-www-form-urlencoded)/.test(contentType)) {
    return new TextDecoder().decode(raw);
  }
  return `${raw.length} bytes`;
}

export function joinedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key).join(",")]));
}
