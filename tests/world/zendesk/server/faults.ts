export type FaultAction =
  | { kind: "latency"; ms: number }
  /** It is answered once something has happened. */
  | { kind: "waits"; for: Promise<void> }
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: "html"; status: number }
  /** The socket dies and nothing has been applied. */
  | { kind: "drop_before" }
  /** The request is applied, then the socket dies. */
  | { kind: "drop_after" }
  /** The socket dies, and the request is applied once something has happened. */
  | { kind: "drop_then"; after: Promise<void> }
  /** The request is applied, then something in between answers 200 with a page of its own. */
  | { kind: "page_after" }
  /** No answer, ever; ends with `close()`, `goDown()` or the caller's own patience. */
  | { kind: "hang" };

/**
 * `path` is matched against the path as sent; without it every API and token request is meant. `key` is a part of
 * the idempotency key.
 */
export type Fault = { method?: string; path?: RegExp; key?: string; times?: number; do: FaultAction };

export interface Faults {
  /** Adds trouble for the next `times` (default 1) matching requests; earlier faults go first. */
  add(fault: Fault): void;
  clear(): void;
  /** How many requests the faults still pending will hit. */
  pending(): number;
}

export type FaultBox = Faults & {
  take(method: string, path: string, key: string | undefined): FaultAction | null;
};

export function createFaults(): FaultBox {
  let armed: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      armed.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      armed = [];
    },
    pending() {
      return armed.reduce((sum, one) => sum + one.left, 0);
    },
    take(method, path, key = "") {
      const hit = armed.find(({ fault }) => key.includes(fault.key ?? "") && matches(fault, method, path));
      if (hit === undefined) return null;
      hit.left -= 1;
      armed = armed.filter((one) => one.left > 0);
      return hit.fault.do;
    },
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return path.startsWith("/api/") || path === "/oauth/tokens";
  fault.path.lastIndex = 0;
  return fault.path.test(path);
}

export const edgeErrorPage =
  "<!DOCTYPE html><html><head><title>Zendesk | Temporarily unavailable</title></head>" +
  "<body><h1>We are currently unavailable</h1><p>Please try again in a moment.</p></body></html>";
