import { isObject, type Json } from "./package.ts";

export type ReadJson = { kind: "object"; value: Json; duplicates: string[] } | { kind: "wrong"; why: string };

/** Reads a JSON object and which of its keys stand in it twice: JSON.parse would keep the last and be silent. */
export function readJsonObject(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return { kind: "wrong", why: "is not an object" };
    return { kind: "object", value, duplicates: duplicateKeys(text) };
  } catch {
    return { kind: "wrong", why: "is not JSON" };
  }
}

/** Of text that is JSON already: strings before a colon are keys, braces begin and end objects. */
function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (colon !== undefined && string !== undefined) {
      const key = String(JSON.parse(string));
      if (open.at(-1)?.has(key) === true) found.push(key);
      open.at(-1)?.add(key);
    }
  }
  return found;
}
