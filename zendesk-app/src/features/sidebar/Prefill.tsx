import type { CallView, Me } from "@deskline/shared/app";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SM } from "@zendeskgarden/react-typography";
import { useEffect, useRef, useState } from "react";
import { styled } from "styled-components";
import { callsQuery } from "../../calls/queries.ts";
import { useNumberFormat } from "../../calls/use-number.ts";
import { useFrame } from "../../frame.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { FailureText } from "../../ui/failure-text.ts";
import { LinkButton } from "../../ui/link-button.ts";
import { Status } from "../../ui/roles.ts";
import { callToFillIn } from "./call-to-fill-in.ts";
import { prefill, type Undo } from "./fill-ticket.ts";
import { holdForm } from "./hold-form.ts";

const Line = styled(Status)`
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};

  button {
    font-size: ${({ theme }) => theme.fontSizes.sm};
  }
`;

/** Fills a new ticket's requester and subject in from the call it is about, once, and can take that back. */
export function Prefill({ me }: { me: Me }) {
  const { api } = useFrame();
  const { data: calls = [] } = useInfiniteQuery(callsQuery(api, { kind: "mine" }));
  // The first one stays: the ticket is about it also when it is over and another rings.
  const [call, setCall] = useState<CallView | null>(null);
  const found = callToFillIn(calls, me.extension?.number ?? null, me.pop, api.clock.now());
  if (call === null && found !== undefined) setCall(found);
  if (call === null) return null;
  const ticketId = calls.find(({ id }) => id === call.id)?.ticketId ?? call.ticketId;
  return (
    <>
      {ticketId !== null && <HasTicket ticketId={ticketId} />}
      {call.ticketId === null && <Filled call={call} />}
    </>
  );
}

/** A second ticket of one call would be one too many. */
function HasTicket({ ticketId }: { ticketId: number }) {
  const { t } = useI18n();
  const { zaf } = useFrame();
  return (
    <Line>
      <SM>{t("prefill.has_ticket")}</SM>
      <LinkButton onClick={() => void zaf.invoke("routeTo", "ticket", ticketId)}>
        {t("call.open_ticket", { id: String(ticketId) })}
      </LinkButton>
    </Line>
  );
}

function Filled({ call }: { call: CallView }) {
  const { t } = useI18n();
  const { zaf, api } = useFrame();
  const written = useNumberFormat();
  const [undo, setUndo] = useState<Undo | null>(null);
  const [stays, setStays] = useState(false);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const number = call.number === null ? t("call.withheld") : written(call.e164 ?? call.number);
    const subject =
      call.direction === "inbound"
        ? t("prefill.subject_from", { number })
        : t("prefill.subject_to", { number });
    void prefill(zaf, call, subject).then((taken) => {
      if (taken === null) return;
      const stop = holdForm(zaf, api, call.id);
      setUndo(() => () => {
        stop();
        return taken();
      });
    });
  }, [call, zaf, api, t, written]);

  if (stays) return <FailureText>{t("prefill.requester_stays")}</FailureText>;
  if (undo === null) return null;
  return (
    <Line>
      <SM>{t("prefill.done")}</SM>
      <LinkButton
        onClick={() => {
          setUndo(null);
          void undo().then((done) => setStays(!done));
        }}
      >
        {t("prefill.undo")}
      </LinkButton>
    </Line>
  );
}
