import { IntegrationDetail } from "@deskline/shared/admin";
import { PbxTest, type PbxInput } from "@deskline/shared/admin-pbx";
import { useState, type FormEvent } from "react";
import { Refused } from "../../api/problem.ts";
import { useConsole } from "../console.tsx";
import { useChange, useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { useProblemText } from "../ui/problem-text.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Cluster, Stack, SmallSubtle } from "../ui/text.ts";
import { useAction } from "../ui/use-action.ts";
import { useDraft } from "../ui/use-draft.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Abilities } from "./Abilities.tsx";
import { GoOn, type StepContentProps } from "./GoOn.tsx";
import { PbxFields } from "./PbxFields.tsx";
import { isOtherAddress } from "./pbx-origin.ts";
import { PinDialog } from "./PinDialog.tsx";
import { TestFailure } from "./TestFailure.tsx";

/** Address, credentials and habits of the PBX, and whether it answers to them. */
export function PbxStep({ done, onDone }: StepContentProps) {
  const { t } = useI18n();
  const { api } = useConsole();
  const text = useProblemText();
  const { id, pbx, country, timeZone, dialRules } = useIntegration();
  const draft = useDraft({
    url: pbx.url ?? "",
    clientId: pbx.clientId ?? "",
    clientSecret: "",
    timeZone,
    country,
    dialRules,
  });
  useUnsaved(draft.dirty);
  const [failed, setFailed] = useState<Extract<PbxTest, { result: "fails" }> | null>(null);
  const [pinning, setPinning] = useState(false);
  const save = useChange((input: PbxInput) =>
    api.send("PUT", `integrations/${id}/pbx`, input, IntegrationDetail),
  );
  const test = useAction(() => api.send("POST", `integrations/${id}/pbx/test`, {}, PbxTest));
  const code = save.error instanceof Refused ? save.error.code : "";
  const words = text(save.error);
  const refused = {
    url: code.startsWith("pbx_url") ? words : null,
    timeZone: code === "time_zone_unknown" ? words : null,
  };
  const isAtField = Object.values(refused).some((one) => one !== null);
  const hasSecret = pbx.secretSet && !isOtherAddress(pbx.url, draft.values.url);
  const busy = save.running || test.running;
  const complete =
    draft.values.url.trim() !== "" &&
    draft.values.clientId.trim() !== "" &&
    (hasSecret || draft.values.clientSecret !== "");

  async function saveAndTest(input: PbxInput): Promise<void> {
    setFailed(null);
    if (Object.keys(input).length > 0) {
      if ((await save.run(input)) === undefined) return;
      draft.dropSent(input);
    }
    const result = await test.run(undefined);
    if (result?.result === "fails") setFailed(result);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (complete && !busy) void saveAndTest(draft.changes);
  }

  async function pin(fingerprint: string): Promise<void> {
    setPinning(false);
    await saveAndTest({ certificate: fingerprint });
  }

  return (
    <>
      <form noValidate onSubmit={submit}>
        <Stack>
          <PbxFields draft={draft} secretSet={pbx.secretSet} hasSecret={hasSecret} refused={refused} />
          {!isAtField && <Failure error={save.error ?? test.error} />}
          {failed !== null && <TestFailure failed={failed} onShowCertificate={() => setPinning(true)} />}
          <Cluster>
            <BusyButton type="submit" isPrimary={!done || draft.dirty} busy={busy} disabled={!complete}>
              {draft.dirty || pbx.about === null ? t("pbx.save_and_test") : t("pbx.test")}
            </BusyButton>
            {pbx.testedAt !== null && !busy && failed === null && (
              <SmallSubtle>
                {t("pbx.tested")} <RelativeTime at={pbx.testedAt} />
              </SmallSubtle>
            )}
          </Cluster>
        </Stack>
      </form>
      {pbx.about !== null && failed === null && !draft.dirty && <Abilities about={pbx.about} />}
      {failed === null && !draft.dirty && <GoOn done={done} onDone={onDone} />}
      {pinning && failed?.certificate != null && (
        <PinDialog
          certificate={failed.certificate}
          changed={failed.trouble === "certificate_changed"}
          onPin={(fingerprint) => void pin(fingerprint)}
          onClose={() => setPinning(false)}
        />
      )}
    </>
  );
}
