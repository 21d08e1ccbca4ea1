import type { Catalogue, Plural } from "./translate.ts";

/** Where the languages' messages do not agree with the English ones: keys, placeholders, forms. */
export function mistakesIn(catalogues: Record<string, Catalogue>): string[] {
  const english = catalogues["en"] ?? {};
  return Object.entries(catalogues).flatMap(([language, messages]) => [
    ...without(english, messages).map((key) => `${language}: ${key} is missing`),
    ...without(messages, english).map((key) => `${language}: ${key} is in no other language`),
    ...Object.entries(messages).flatMap(([key, message]) =>
      mistakesOf(message, english[key] ?? message, language).map(
        (mistake) => `${language}: ${key} ${mistake}`,
      ),
    ),
  ]);
}

function without(all: Catalogue, known: Catalogue): string[] {
  return Object.keys(all).filter((key) => !(key in known));
}

function mistakesOf(message: string | Plural, english: string | Plural, language: string): string[] {
  if (typeof message !== typeof english) return ["has forms in one language and none in the other"];
  const wanted = namesIn(typeof english === "string" ? english : english.other);
  const forms = typeof message === "string" ? [message] : Object.values(message);
  // A form for one number may say the number in words.
  const optional = typeof message === "string" ? [] : ["count"];
  const mistakes = forms.flatMap((form) => [
    ...(form.trim() === "" ? ["is empty"] : []),
    ...wanted
      .difference(namesIn(form))
      .difference(new Set(optional))
      .keys()
      .map((name) => `leaves out {${name}}`),
    ...namesIn(form)
      .difference(wanted)
      .keys()
      .map((name) => `fills in {${name}}, which nobody gives`),
  ]);
  return [...mistakes, ...(typeof message === "string" ? [] : missingForms(message, language))];
}

function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
}

function missingForms(plural: Plural, language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  // Spanish, French and Portuguese say "many" of whole millions only.
  return pluralCategories
    .filter((form) => form !== "many" && plural[form] === undefined)
    .map((form) => `has no form for "${form}"`);
}
