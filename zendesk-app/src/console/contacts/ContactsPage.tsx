import { Tabs } from "@zendeskgarden/react-tabs";
import { useNavigate, useParams } from "react-router";
import { useIntegration } from "../frame/integration.tsx";
import { NotFound } from "../frame/NotFound.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Page } from "../ui/Page.tsx";
import { PhonebookTab } from "./PhonebookTab.tsx";
import { SettingsTab } from "./SettingsTab.tsx";
import { TesterTab } from "./TesterTab.tsx";

const tabs = ["settings", "phonebook", "test"] as const;
type Tab = (typeof tabs)[number];

const contents: Record<Tab, () => React.JSX.Element> = {
  settings: SettingsTab,
  phonebook: PhonebookTab,
  test: TesterTab,
};

/** How callers are recognised, what becomes of those nobody knows, and who stands in the PBX's phonebook. */
export function ContactsPage() {
  const { t } = useI18n();
  const { id } = useIntegration();
  const navigate = useNavigate();
  const { tab = "settings" } = useParams();
  const shown = tabs.find((one) => one === tab);
  if (shown === undefined) return <NotFound />;
  const Content = contents[shown];
  return (
    <Page title={t("contacts.title")} lead={t("contacts.lead")}>
      <Tabs
        selectedItem={shown}
        onChange={(item) =>
          void navigate(`/integrations/${id}/contacts${item === "settings" ? "" : `/${item}`}`)
        }
      >
        <Tabs.TabList>
          {tabs.map((one) => (
            <Tabs.Tab key={one} item={one}>
              {t(`contacts.tab_${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.TabList>
        {tabs.map((one) => (
          <Tabs.TabPanel key={one} item={one}>
            {one === shown && <Content />}
          </Tabs.TabPanel>
        ))}
      </Tabs>
    </Page>
  );
}
