import { Anchor } from "@zendeskgarden/react-buttons";
import { OrderedList } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";

const Fields = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 70}px, 1fr));
  align-items: end;
  gap: ${({ theme }) => theme.space.md};
`;

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
        <Fields>
          <CopyField label="Client name" value="Deskline" />
          <CopyField label="Description" hint={t("oauth.optional")} value={t("oauth.description")} />
          <CopyField label="Company" hint={t("oauth.optional")} value="Deskline" />
          <CopyField label="Unique identifier" value="deskline" />
          <CopyField label="Client kind" hint={t("oauth.kind")} value="Confidential" />
          <CopyField label="Allowed scopes" hint={t("oauth.scopes")} value="read, write" />
        </Fields>
        <CopyField label="Redirect URLs" value={callbackUrl} />
      </Stack>
    </Section>
  );
}
