import { useQueryClient } from "@tanstack/react-query";
import { IconButton } from "@zendeskgarden/react-buttons";
import { Item, ItemGroup, Menu, Separator } from "@zendeskgarden/react-dropdowns";
import GearIcon from "@zendeskgarden/svg-icons/src/16/gear-stroke.svg";
import { useSyncExternalStore } from "react";
import { useNavigate } from "react-router";
import { anything } from "../../api/api.ts";
import { sessionQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { languageNames, languages } from "../i18n/languages.ts";
import { useAction } from "../ui/use-action.ts";

const schemes = ["system", "light", "dark"] as const;

/** Language, colours, the operator's own things, and the way out. */
export function SettingsMenu() {
  const { t } = useI18n();
  const { api, preferences } = useConsole();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const language = useSyncExternalStore(preferences.language.subscribe, preferences.language.value);
  const scheme = useScheme();
  const { choices } = preferences;
  const logOut = useAction(() => api.send("DELETE", "session", undefined, anything).then(() => true));

  async function choose(value: string | undefined): Promise<void> {
    const [subject, chosen = ""] = (value ?? "").split(":");
    const newLanguage = languages.find((one) => one === chosen);
    const newScheme = schemes.find((one) => one === chosen);
    if (subject === "language" && newLanguage !== undefined) choices?.setLanguage(newLanguage);
    if (subject === "scheme" && newScheme !== undefined) choices?.setScheme(newScheme);
    if (value === "account") await navigate("/account");
    if (value === "log-out") {
      if ((await logOut.run(undefined)) !== true) return;
      queries.clear();
      queries.setQueryData(sessionQuery(api).queryKey, { who: null, passwordSet: true });
    }
  }

  return (
    <Menu
      placement="bottom-end"
      button={(props) => (
        <IconButton {...props} aria-label={t("settings.open")}>
          <GearIcon />
        </IconButton>
      )}
      selectedItems={[
        { name: "language", type: "radio", value: `language:${language}` },
        { name: "scheme", type: "radio", value: `scheme:${scheme}` },
      ]}
      onChange={({ type, value }) => {
        if (chosenBy.has(type)) void choose(value);
      }}
    >
      <ItemGroup type="radio" legend={t("settings.language")}>
        {languages.map((one) => (
          <Item key={one} name="language" value={`language:${one}`} label={languageNames[one]} lang={one} />
        ))}
      </ItemGroup>
      <Separator />
      <ItemGroup type="radio" legend={t("settings.scheme")}>
        {schemes.map((one) => (
          <Item key={one} name="scheme" value={`scheme:${one}`} label={t(`settings.scheme_${one}`)} />
        ))}
      </ItemGroup>
      <Separator />
      <Item value="account" label={t("account.title")} />
      <Item value="log-out" label={t("settings.log_out")} />
    </Menu>
  );
}

function useScheme(): string {
  const scheme = useConsole().preferences.choices?.scheme;
  return useSyncExternalStore(
    scheme?.subscribe ?? (() => () => undefined),
    scheme?.value ?? (() => "system" as const),
  );
}

/** Garden tells of every movement inside the menu as well. */
const chosenBy = new Set(["menuItem:click", "menuItem:keyDown:Enter", "menuItem:keyDown:Space"]);
