import type { FillIn } from "../../i18n/translate.ts";
import { fill } from "../../i18n/translate.ts";
import { languageFor, loadMessages } from "../../i18n/languages.ts";
import type { Key } from "../../i18n/i18n.tsx";
import { CurrentUser } from "../../zaf/schema.ts";
import type { Zaf } from "../../zaf/zaf.ts";

/** A message in the agent's language, without the views' means for it: the background shows nothing. */
export async function say(zaf: Zaf, key: Key, values: FillIn): Promise<string> {
  const { locale } = await zaf.get("currentUser", CurrentUser);
  const language = languageFor(locale ?? "en");
  return fill((await loadMessages(language))[key], values, language);
}
