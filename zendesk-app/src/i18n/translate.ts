/** A message that differs by number; which forms a language has, Intl knows. */
export type Plural = {
  zero?: string;
  one?: string;
  two?: string;
  few?: string;
  many?: string;
  other: string;
};
export type Catalogue = Record<string, string | Plural>;

/** `{name}` in a message is filled in; of a plural, `{count}` decides the form as well. */
export type Values<Message> = Message extends Plural
  ? Placeholders<Message["other"]> | "count"
  : Placeholders<Message>;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** Tells the message of that name, with what it fills in. */
export type TranslateFrom<Messages> = <K extends keyof Messages>(
  key: K,
  ...values: [Values<Messages[K]>] extends [never]
    ? []
    : [values: Record<Values<Messages[K]>, string | number>]
) => string;

export type FillIn = Record<string, string | number>;

/** The message in words; numbers are written as the language writes them. */
export function fill(message: string | Plural, values: FillIn, locale: string): string {
  const text = typeof message === "string" ? message : formFor(message, Number(values["count"]), locale);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : apart(value);
  });
}

/** What is written from right to left would take figures and signs beside it along, were it not set apart. */
function apart(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text)
    ? `\u2068${text}\u2069`
    : text;
}

function formFor(plural: Plural, count: number, locale: string): string {
  return plural[new Intl.PluralRules(locale).select(count)] ?? plural.other;
}
