import { useState } from "react";
import { styled } from "styled-components";
import { useConsole } from "../console.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { AuthorizationResult } from "../setup/AuthorizationResult.tsx";
import { OpenByHand } from "../setup/OpenByHand.tsx";
import { useAuthorize } from "../setup/use-authorize.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Stack } from "../ui/text.ts";
import { needsReconnect } from "./connection.ts";
import { useIntegration } from "./integration.tsx";

const Place = styled(Stack)`
  padding: ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.lg} 0;
`;

/** On every page of an integration whose grant has died: what that means, and the one button that cures it. */
export function ReconnectBanner() {
  const { t } = useI18n();
  const integration = useIntegration();
  const { api } = useConsole();
  const authorize = useAuthorize();
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const ended = integration.zendesk.lastAuthorization;
  const isNew = askedAt !== null && ended !== null && ended.at >= askedAt && !authorize.running;
  const isTold = isNew && ended.kind !== "connected";
  if (!needsReconnect(integration)) return null;

  function start(): void {
    setAskedAt(api.clock.now());
    void authorize.start();
  }

  return (
    <Place $gap="sm">
      <Notice
        type="error"
        title={t("reconnect.title")}
        actions={
          <BusyButton size="small" isPrimary busy={authorize.running} onClick={start}>
            {t("reconnect.button")}
          </BusyButton>
        }
      >
        {t("reconnect.text")}
      </Notice>
      <Failure error={authorize.error} />
      {authorize.blocked !== null && !isTold && <OpenByHand url={authorize.blocked} />}
      {isTold && <AuthorizationResult end={ended} />}
    </Place>
  );
}
