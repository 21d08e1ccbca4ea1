import type { Disconnected } from "@deskline/shared/admin-switch";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { SideTrouble } from "../ui/SideTrouble.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";

const marks = { done: "good", not_needed: "none", failed: "bad" } as const;

const sides = {
  revoke_grant: "Zendesk",
  remove_zendesk_webhook: "Zendesk",
  uninstall_app: "Zendesk",
  remove_pbx_webhook: "PBX",
  release_pbx_token: "PBX",
  clear_settings: "PBX",
  erase_calls: "PBX",
} as const;

/** What disconnecting did, and what it could not do and why. */
export function DisconnectSteps({ steps }: Disconnected) {
  const { t } = useI18n();
  return (
    <Stack as="ul" $gap="sm" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {steps.map(({ step, result, trouble, detail }) => (
        <li key={step}>
          <Mark kind={marks[result]}>
            {t(`disconnect.step_${step}`)}
            <Hidden> {t(`disconnect.result_${result}`)}</Hidden>
            {result === "failed" && (
              <>
                {trouble !== null && <SideTrouble side={sides[step]} trouble={trouble} detail={detail} />}
                <SmallSubtle>{t(`disconnect.hand_${step}`)}</SmallSubtle>
              </>
            )}
          </Mark>
        </li>
      ))}
    </Stack>
  );
}
