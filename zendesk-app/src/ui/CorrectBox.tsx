import type { CallView } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { useState } from "react";
import { styled } from "styled-components";
import { useLink, useMakeTicket } from "../calls/actions.ts";
import { problemText } from "../calls/words.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { ContactBox } from "./ContactBox.tsx";
import { FailureText } from "./failure-text.ts";
import { focusOnce } from "./focus-once.ts";

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = { call: CallView; onClose: () => void };

/** Moves a call to another ticket or contact, or has a ticket made for one that has none. */
export function CorrectBox({ call, onClose }: Props) {
  const [what, setWhat] = useState<"ticket" | "contact">("ticket");
  if (what === "contact") return <ContactBox callId={call.id} number={call.number} onClose={onClose} />;
  return <TicketForm {...{ call, onClose }} onContact={() => setWhat("contact")} />;
}

type TicketFormProps = Props & { onContact: () => void };

function TicketForm({ call, onClose, onContact }: TicketFormProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const link = useLink(call.id);
  const make = useMakeTicket(call.id);
  const ticketId = Number(typed.trim().replace(/^#/, ""));
  const isNumber = Number.isSafeInteger(ticketId) && ticketId > 0;
  const busy = link.isPending || make.isPending;
  const error = link.error ?? make.error;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (isNumber) link.mutate(ticketId, { onSuccess: onClose });
      }}
      onKeyDown={({ key }) => key === "Escape" && onClose()}
    >
      <Field>
        <Field.Label>{t("correct.ticket")}</Field.Label>
        <Input
          ref={focusOnce}
          isCompact
          inputMode="numeric"
          maxLength={16}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            // What was wrong with the ticket of before is not said of this one.
            link.reset();
          }}
        />
      </Field>
      <Actions>
        <Button isPrimary size="small" type="submit" disabled={busy || !isNumber}>
          {t("correct.move")}
        </Button>
        {call.ticketId === null && (
          <Button size="small" disabled={busy} onClick={() => make.mutate(undefined, { onSuccess: onClose })}>
            {t("correct.create")}
          </Button>
        )}
        <Button size="small" onClick={onContact}>
          {t("correct.contact")}
        </Button>
        <Button isBasic size="small" onClick={onClose}>
          {t("cancel")}
        </Button>
      </Actions>
      {error !== null && <FailureText>{problemText(t, error)}</FailureText>}
    </Form>
  );
}
