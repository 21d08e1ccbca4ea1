import { z } from "zod";
import { parseJson } from "../platform/json.ts";

const Detail = z.object({ description: z.string() });

/** Zendesk's envelopes for errors, in the order in which they are tried. */
const Envelope = z.union([
  z
    .object({ error: z.string(), description: z.string(), details: z.record(z.string(), z.array(Detail)) })
    .transform((e) =>
      [e.description, ...Object.values(e.details).flatMap((list) => list.map((d) => d.description))].join(
        "; ",
      ),
    ),
  z
    .object({ error: z.object({ title: z.string(), message: z.string() }) })
    .transform((e) => `${e.error.title}: ${e.error.message}`),
  z.object({ error: z.string(), description: z.string() }).transform((e) => `${e.error}: ${e.description}`),
  z
    .object({ error: z.string(), error_description: z.string() })
    .transform((e) => `${e.error}: ${e.error_description}`),
  z
    .object({
      errors: z
        .array(
          z.object({
            title: z.string().optional(),
            detail: z.string().optional(),
            code: z.string().optional(),
          }),
        )
        .min(1),
    })
    .transform((e) => e.errors.map((item) => item.detail ?? item.title ?? item.code ?? "error").join("; ")),
  z.object({ error: z.string() }).transform((e) => e.error),
]);

/** As much of an error page as is looked at; the search for tags takes the square of it. */
const longestPage = 5000;

/** What Zendesk says went wrong, in its own words, whatever shape they come in. */
export function wordsOfError(text: string): string {
  return wordsIn(text) || "no explanation";
}

function wordsIn(text: string): string {
  const body = parseJson(text);
  const known = Envelope.safeParse(body);
  if (known.success) return known.data.trim().slice(0, 500);
  const head = text.slice(0, longestPage);
  const plain = /<[a-z!]/i.test(head)
    ? head.replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ")
    : head;
  return plain.replaceAll(/\s+/g, " ").trim().slice(0, 500);
}

/** The code of an error such as `invalid_grant` or `unavailable`; null when it has none. */
export function errorCode(text: string): string | null {
  const known = z.object({ error: z.string() }).safeParse(parseJson(text));
  return known.success ? known.data.error : null;
}

const Duplicate = z.object({
  details: z.record(z.string(), z.array(z.object({ error: z.string().optional() }))),
});

/** Whether a value must be unique and is not. The words vary by language, the code does not. */
export function isDuplicate(text: string): boolean {
  const known = Duplicate.safeParse(parseJson(text));
  return (
    known.success &&
    Object.values(known.data.details)
      .flat()
      .some((one) => one.error === "DuplicateValue")
  );
}

/** The fields that Zendesk names as wrong. */
export function wrongFields(text: string): string[] {
  const known = z.object({ details: z.record(z.string(), z.unknown()) }).safeParse(parseJson(text));
  return known.success ? Object.keys(known.data.details) : [];
}
