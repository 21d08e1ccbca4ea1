/** One part of a Zendesk search query: `phone:*5550100`, `status<solved`, `-tags:vip`, `"a phrase"`, `word`. */
export type Term = {
  key: string | null;
  operator: ":" | "<" | ">" | "<=" | ">=";
  value: string;
  negated: boolean;
};

export type Query = { type: string | null; terms: Term[] };

const termPattern = /(-)?(?:([a-z_]\w*)(<=|>=|:|<|>))?("[^"]*"|\S+)/gi;

export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  let type: string | null = null;
  for (const [, minus, key, operator, rawValue] of text.matchAll(termPattern)) {
    const value = (rawValue ?? "").replace(/^"|"$/g, "");
    if (key?.toLowerCase() === "type" && operator === ":") {
      type = value.toLowerCase();
      continue;
    }
    terms.push({
      key: key?.toLowerCase() ?? null,
      operator: parseOperator(operator),
      value,
      negated: minus !== undefined,
    });
  }
  return { type, terms };
}

const comparisons = ["<", ">", "<=", ">="] as const;

function parseOperator(text: string | undefined): Term["operator"] {
  return comparisons.find((one) => one === text) ?? ":";
}

/** Compares text as the index does: case-insensitive, `*` stands for anything, else whole words. */
export function textMatches(pattern: string, value: string): boolean {
  const wanted = pattern.toLowerCase();
  const words = [value, ...value.split(/[\s,;]+/)].map((word) => word.toLowerCase());
  if (!wanted.includes("*")) return words.includes(wanted) || value.toLowerCase().includes(` ${wanted} `);
  return words.some((word) => wildcard(wanted).test(word));
}

/** `phone:*5550100200` compares digits only, whatever the stored formatting; without a `*` it is literal. */
export function phoneMatches(pattern: string, number: string): boolean {
  if (!pattern.includes("*")) return pattern === number;
  return wildcard(pattern.replace(/[^\d*]/g, "")).test(number.replace(/\D/g, ""));
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*")}$`, "s");
}

export function compareWith(operator: Term["operator"], left: number, right: number): boolean {
  switch (operator) {
    case ":":
      return left === right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
  }
}

/** `created>2026-03-04` and `created>2026-03-04T09:10:11Z`; equality means the same day. */
export function instantMatches(term: Term, at: number): boolean {
  const wanted = Date.parse(term.value);
  if (term.operator !== ":") return compareWith(term.operator, at, wanted);
  return new Date(at).toISOString().startsWith(term.value.slice(0, 10));
}
