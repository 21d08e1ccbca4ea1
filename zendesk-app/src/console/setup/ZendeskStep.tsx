import { IntegrationDetail } from "@deskline/shared/admin";
import type { ZendeskInput } from "@deskline/shared/admin-zendesk";
import { Inline } from "@zendeskgarden/react-loaders";
import { useState, type FormEvent } from "react";
import { useConsole } from "../console.tsx";
import { useIntegration, useKeepDetail } from "../frame/integration.tsx";
import { useWho } from "../frame/who.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Notice } from "../ui/Notice.tsx";
import { SecretField } from "../ui/SecretField.tsx";
import { Cluster, Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { useNow } from "../ui/use-now.ts";
import { AuthorizationResult } from "./AuthorizationResult.tsx";
import { consentOf } from "./consent.ts";
import { GoOn, type StepContentProps } from "./GoOn.tsx";
import { OAuthClientForm } from "./OAuthClientForm.tsx";
import { OpenByHand } from "./OpenByHand.tsx";
import { subdomainIn } from "./subdomain.ts";
import { useAuthorize } from "./use-authorize.ts";

/** Zendesk's side: a client made there, its identifier and secret here, and an administrator's consent. */
export function ZendeskStep({ done, onDone }: StepContentProps) {
  const { t } = useI18n();
  const { api } = useConsole();
  const integration = useIntegration();
  const { id, zendesk } = integration;
  const keep = useKeepDetail();
  const authorize = useAuthorize();
  const draft = useDraft({
    subdomain: zendesk.subdomain ?? "",
    clientId: zendesk.clientId ?? "",
    clientSecret: "",
  });
  useUnsaved(draft.dirty);
  const isOwn = useWho().kind === "zendesk_admin" && zendesk.subdomain !== null;
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const { values } = draft;
  const subdomain = subdomainIn(values.subdomain);
  const isWrong = values.subdomain.trim() !== "" && subdomain === null;
  const complete =
    subdomain !== null && values.clientId.trim() !== "" && (zendesk.secretSet || values.clientSecret !== "");
  const now = useNow(10_000);
  const consent = authorize.running ? null : consentOf(integration, askedAt, now);

  async function save(): Promise<void> {
    const { changes } = draft;
    if (Object.keys(changes).length === 0) return;
    const input: ZendeskInput =
      changes.subdomain === undefined ? changes : { ...changes, subdomain: subdomain ?? "" };
    await keep(await api.send("PUT", `integrations/${id}/zendesk`, input, IntegrationDetail));
    draft.dropSent(changes);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!complete) return;
    setAskedAt(api.clock.now());
    await authorize.start(save);
  }

  return (
    <>
      <OAuthClientForm callbackUrl={zendesk.callbackUrl} subdomain={subdomain} />
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextField
            label={t("zendesk.subdomain")}
            hint={isOwn ? t("zendesk.subdomain_own") : t("zendesk.subdomain_hint")}
            readOnly={isOwn}
            placeholder="acme"
            autoComplete="off"
            value={values.subdomain}
            error={isWrong ? t("problem.subdomain_wrong") : null}
            onChange={(value) => draft.set("subdomain", value)}
          />
          <TextField
            label={t("zendesk.client_id")}
            hint={t("zendesk.client_id_hint")}
            autoComplete="off"
            value={values.clientId}
            onChange={(value) => draft.set("clientId", value)}
          />
          <SecretField
            label={t("zendesk.client_secret")}
            hint={t("zendesk.client_secret_hint")}
            isSet={zendesk.secretSet}
            value={values.clientSecret}
            onChange={(value) => draft.set("clientSecret", value)}
          />
          {zendesk.subdomain !== null && subdomain !== null && subdomain !== zendesk.subdomain && (
            <Mark kind="warning">{t("zendesk.moves", { before: zendesk.subdomain })}</Mark>
          )}
          <Failure error={authorize.error} />
          {authorize.blocked !== null && <OpenByHand url={authorize.blocked} />}
          <Cluster>
            <BusyButton
              type="submit"
              isPrimary={!done || draft.dirty}
              busy={authorize.running}
              disabled={!complete}
            >
              {done ? t("zendesk.connect_again") : t("zendesk.connect")}
            </BusyButton>
            {consent?.kind === "waiting" && (
              <Cluster as="output">
                <Inline size={16} aria-hidden /> {t("zendesk.waiting")}
              </Cluster>
            )}
          </Cluster>
        </Stack>
      </form>
      {consent?.kind === "no_answer" && (
        <Notice type="warning" title={t("zendesk.no_answer")}>
          {t("zendesk.no_answer_text")}
        </Notice>
      )}
      {consent?.kind === "ended" && <AuthorizationResult end={consent.end} />}
      {!draft.dirty && <GoOn done={done} onDone={onDone} />}
    </>
  );
}
