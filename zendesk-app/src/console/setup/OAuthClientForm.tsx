import { Anchor } from "@zendeskgarden/react-buttons";
import { OrderedList } from "@zendeskgarden/react-typography";
import { useI18n } from "../i18n/i18n.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";

/** What goes into Zendesk's form "Create a new OAuth client", field by field and with its own names. */
export function OAuthClientForm({
  callbackUrl,
  subdomain,
}: {
  callbackUrl: string;
  subdomain: string | null;
}) {
  const { t } = useI18n();
  const place = "Admin Center → Apps and integrations → APIs → OAuth clients → Add OAuth client";
  return (
    <Section title={t("oauth.title")}>
      <Stack>
        <OrderedList>
          <OrderedList.Item>
            {t("oauth.open")}{" "}
            {subdomain === null ? (
              <span lang="en">{place}</span>
            ) : (
              <Anchor
                isExternal
                href={`https://${subdomain}.zendesk.com/admin/apps-integrations/apis/zendesk-api/oauth_clients`}
                target="_blank"
                rel="noopener"
                lang="en"
              >
                {place}
              </Anchor>
            )}
          </OrderedList.Item>
          <OrderedList.Item>{t("oauth.fill")}</OrderedList.Item>
          <OrderedList.Item>{t("oauth.save")}</OrderedList.Item>
        </OrderedList>
        <CopyField label="Client name" value="Deskline" />
        <CopyField label="Description" hint={t("oauth.optional")} value={t("oauth.description")} />
        <CopyField label="Company" hint={t("oauth.optional")} value="Deskline" />
        <CopyField label="Unique identifier" value="deskline" />
        <CopyField label="Client kind" hint={t("oauth.kind")} value="Confidential" />
        <CopyField label="Redirect URLs" value={callbackUrl} />
      </Stack>
    </Section>
  );
}
