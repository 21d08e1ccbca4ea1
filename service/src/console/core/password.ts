import { shortestPassword } from "@deskline/shared/admin-access";

/** What makes a password too easy to guess. */
export type Weakness = "password_short" | "password_common";

/** A few signs before or after a word that everybody takes make no better password of it. */
const mostAround = 6;
const ours = ["deskline", "zendesk", "yeastar", "operator", "pbx", "console"];

/** One spelling of what was typed, whatever keyboard and system it was typed on. */
export function normalPassword(typed: string): string {
  return typed.normalize("NFKC");
}

/** `common` are passwords that many people use, in lower case. Null when it is good enough. */
export function weaknessOf(password: string, common: ReadonlySet<string>): Weakness | null {
  const signs = Array.from(password);
  if (signs.length < shortestPassword) return "password_short";
  if (new Set(signs).size < 5) return "password_common";
  const lower = password.toLowerCase();
  const word = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const wordIsAll = lower.length - word.length <= mostAround;
  const isCommon = (text: string) => common.has(text) || ours.includes(text);
  return isCommon(lower) || (wordIsAll && isCommon(word)) || isRepeated(lower, isCommon)
    ? "password_common"
    : null;
}

/** `qwertyqwerty`: a common one again and again. */
function isRepeated(text: string, isCommon: (text: string) => boolean): boolean {
  const part = /^(.+?)\1+$/u.exec(text)?.[1];
  return part !== undefined && (isCommon(part) || part.length <= 4);
}
