import type { Scheme } from "../../theme/AppTheme.tsx";
import { followScheme } from "../../theme/scheme.ts";
import { CurrentUser } from "../../zaf/schema.ts";
import { startZaf } from "../../zaf/zaf.ts";
import { languageFor } from "../i18n/languages.ts";
import type { Preferences } from "./preferences.ts";

/** Language and colours of Zendesk around the page, which are the administrator's own. */
export async function zendeskPreferences(first: Scheme): Promise<Preferences> {
  const zaf = await startZaf();
  // A console in a language that is not the administrator's is better than none.
  const user = await zaf?.get("currentUser", CurrentUser).catch(() => undefined);
  const language = languageFor([user?.locale ?? "en"]);
  let scheme = first;
  const follow = zaf === null ? () => () => undefined : followScheme(zaf);
  return {
    language: { value: () => language, subscribe: () => () => undefined },
    scheme: {
      value: () => scheme,
      subscribe: (listener) =>
        follow((next) => {
          scheme = next;
          listener();
        }),
    },
    choices: null,
  };
}
