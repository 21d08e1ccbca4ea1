import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { useAuthorize } from "../setup/use-authorize.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Stack } from "../ui/text.ts";
import { useIntegration } from "./integration.tsx";

const Place = styled(Stack)`
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg} 0;
`;

/** On every page of an integration whose grant has died: what that means, and the one button that cures it. */
export function ReconnectBanner() {
  const { t } = useI18n();
  const { status } = useIntegration();
  const authorize = useAuthorize();
  if (status !== "reconnect_needed") return null;
  return (
    <Place $gap="sm">
      <Notice
        type="error"
        title={t("reconnect.title")}
        actions={
          <BusyButton size="small" isPrimary busy={authorize.running} onClick={() => void authorize.start()}>
            {t("reconnect.button")}
          </BusyButton>
        }
      >
        {t("reconnect.text")}
      </Notice>
      <Failure error={authorize.error} />
    </Place>
  );
}
