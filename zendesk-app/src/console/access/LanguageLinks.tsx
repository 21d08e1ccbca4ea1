import { useSyncExternalStore } from "react";
import { LinkButton } from "../../ui/link-button.ts";
import { useConsole } from "../console.tsx";
import { languageNames, languages } from "../i18n/languages.ts";
import { Cluster } from "../ui/text.ts";

/** The other language, for whoever cannot read this one. */
export function LanguageLinks() {
  const { preferences } = useConsole();
  const now = useSyncExternalStore(preferences.language.subscribe, preferences.language.value);
  return (
    <Cluster as="footer">
      {languages
        .filter((one) => one !== now)
        .map((one) => (
          <LinkButton key={one} lang={one} onClick={() => preferences.choices?.setLanguage(one)}>
            {languageNames[one]}
          </LinkButton>
        ))}
    </Cluster>
  );
}
