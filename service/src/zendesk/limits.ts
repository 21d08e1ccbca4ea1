import type { Limits } from "../contacts/core/pace.ts";

/** Reads the limits from an answer's headers; the endpoint's limit goes by a name of its own, such as `incremental-exports`. */
export function limitsIn(headers: Headers, endpoint: string): Limits {
  const own = headers.get(`zendesk-ratelimit-${endpoint}`) ?? headers.get(`zendesk-rate-limit-${endpoint}`);
  const fields = new Map(
    (own ?? "").split(";").map((part): [string, number] => {
      const [name = "", value = ""] = part.trim().split("=");
      return [name, Number.parseInt(value, 10)];
    }),
  );
  const [left, resets] = [fields.get("remaining"), fields.get("resets")];
  const total = numberIn(headers, ["x-rate-limit", "ratelimit-limit", "rate-limit-limit"]);
  const remaining = numberIn(headers, [
    "x-rate-limit-remaining",
    "ratelimit-remaining",
    "rate-limit-remaining",
  ]);
  const reset = numberIn(headers, ["ratelimit-reset", "rate-limit-reset"]);
  return {
    endpoint: isCount(left) && isCount(resets) ? { left, resetMs: resets * 1000 } : null,
    account:
      total === null || total === 0 || remaining === null
        ? null
        : { share: remaining / total, resetMs: reset === null ? null : reset * 1000 },
  };
}

function numberIn(headers: Headers, names: string[]): number | null {
  for (const name of names) {
    const value = Number.parseInt(headers.get(name) ?? "", 10);
    if (isCount(value)) return value;
  }
  return null;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
