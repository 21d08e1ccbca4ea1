import { Contacts, type ContactIndexState } from "@deskline/shared/admin-contacts";
import { Progress } from "@zendeskgarden/react-loaders";
import { Tabular } from "../../ui/tabular.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { RouteLink } from "../ui/route-link.ts";
import { Section } from "../ui/Section.tsx";
import { Cluster, SmallSubtle, Stack, Subtle } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";
import { contactsQuery } from "./queries.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { useKept } from "./use-kept.ts";

/** How far Zendesk's people are known here, and how they are kept so. */
export function IndexSection({ index }: { index: ContactIndexState }) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const keep = useKept<Contacts>(contactsQuery(api, id).queryKey);
  const ask = useAction(async (what: "read" | "refill", key) =>
    keep(await api.send("POST", `integrations/${id}/contacts/${what}`, {}, Contacts, key)),
  );
  if (index.state === "none") {
    return (
      <Section title={t("contacts.index")}>
        <Stack $gap="xs">
          <Subtle>{t("contacts.index_none")}</Subtle>
          <div>
            <RouteLink to={`/integrations/${id}/set-up`}>{t("contacts.index_connect")}</RouteLink>
          </div>
        </Stack>
      </Section>
    );
  }
  return (
    <Section
      title={t("contacts.index")}
      lead={t("contacts.index_lead")}
      actions={
        <Cluster>
          <BusyButton size="small" busy={ask.running} onClick={() => void ask.run("read")}>
            {t("contacts.read_now")}
          </BusyButton>
          {(index.reading === null || index.trouble !== null) && (
            <BusyButton size="small" isBasic busy={ask.running} onClick={() => void ask.run("refill")}>
              {t("contacts.read_all")}
            </BusyButton>
          )}
        </Cluster>
      }
    >
      <Stack $gap="sm">
        {index.reading === null ? (
          <Mark kind="good">
            <Counts index={index} />
            {index.readAt !== null && (
              <SmallSubtle>
                {t("contacts.read_at")} <RelativeTime at={index.readAt} />
              </SmallSubtle>
            )}
          </Mark>
        ) : (
          <Reading index={index} reading={index.reading} />
        )}
        <WebhookLine index={index} />
        {index.trouble !== null && (
          <Notice type="warning" title={t("contacts.index_trouble")}>
            {t("contacts.index_trouble_text", { words: index.trouble })}
          </Notice>
        )}
        <Failure error={ask.error} />
      </Stack>
    </Section>
  );
}

function Counts({ index: { people, numbers } }: { index: ContactIndexState }) {
  const { t } = useI18n();
  return (
    <Tabular as="div">
      {t("contacts.people", { count: people })} · {t("contacts.numbers", { count: numbers })}
    </Tabular>
  );
}

type ReadingProps = { index: ContactIndexState; reading: NonNullable<ContactIndexState["reading"]> };

function Reading({ index, reading: { read, total, msLeft } }: ReadingProps) {
  const { t } = useI18n();
  const words =
    total === null
      ? t("contacts.reading", { count: read })
      : t("contacts.reading_of", { count: total, read });
  return (
    <Stack $gap="xs">
      <Tabular as="div">
        {words}
        {msLeft !== null && (
          <>
            {" · "}
            <TimeLeft ms={msLeft} />
          </>
        )}
      </Tabular>
      {total !== null && total > 0 && (
        <Progress value={Math.min(100, Math.round((read / total) * 100))} aria-label={t("contacts.index")} />
      )}
      <Subtle>
        <Counts index={index} />
      </Subtle>
      {index.state === "filling" && <SmallSubtle>{t("contacts.filling")}</SmallSubtle>}
    </Stack>
  );
}

function WebhookLine({ index: { webhook, webhookTrouble } }: { index: ContactIndexState }) {
  const { t } = useI18n();
  if (webhook === "none") return null;
  return (
    <Mark kind={webhook === "on" ? "good" : webhook === "failed" ? "warning" : "none"}>
      {t(`contacts.webhook_${webhook}`)}
      {webhookTrouble !== null && <SmallSubtle>{webhookTrouble}</SmallSubtle>}
    </Mark>
  );
}
