import type { Disconnected } from "@deskline/shared/admin-switch";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";

const marks = { done: "good", not_needed: "none", failed: "bad" } as const;

/** What disconnecting did, and what it could not do and why. */
export function DisconnectSteps({ steps }: Disconnected) {
  const { t } = useI18n();
  return (
    <Stack as="ul" $gap="sm" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {steps.map(({ step, result, detail }) => (
        <li key={step}>
          <Mark kind={marks[result]}>
            {t(`disconnect.step_${step}`)}
            <Hidden> {t(`disconnect.result_${result}`)}</Hidden>
            {result === "failed" && <SmallSubtle>{detail ?? t("disconnect.failed_text")}</SmallSubtle>}
          </Mark>
        </li>
      ))}
    </Stack>
  );
}
