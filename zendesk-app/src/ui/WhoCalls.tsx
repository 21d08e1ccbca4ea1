import type { CallView, Candidate } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { SM } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useContact } from "../calls/actions.ts";
import { problemText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Opened } from "./later.tsx";
import { LinkButton } from "./link-button.ts";
import { FailureText } from "./failure-text.ts";

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Choice = styled(Button)`
  justify-content: space-between;
  text-align: start;
`;

/** What a click does next: opens the record of the one it is, asks which of several it is, or makes a contact. */
export function WhoCalls({ call }: { call: CallView }) {
  if (call.candidates === null || call.number === null) return null;
  const [only, ...others] = call.candidates;
  if (only === undefined) return <Nobody call={call} number={call.number} />;
  if (others.length > 0) return <Several call={call} number={call.number} candidates={call.candidates} />;
  const rings = call.state === "ringing";
  return (
    <>
      <OpenRecord candidate={only} isNext={rings} />
      {!rings && only.why !== "same_number" && (
        <SomebodyElse key={only.userId} call={call} number={call.number} />
      )}
    </>
  );
}

type OpenRecordProps = {
  candidate: Candidate;
  /** Whether it is what an agent does next: in a conversation there is more that matters. */
  isNext: boolean;
};

function OpenRecord({ candidate, isNext }: OpenRecordProps) {
  const { userId, openTicketId } = candidate;
  const { t } = useI18n();
  const { zaf } = useFrame();
  const here = openTicketId === null ? zaf.userId === userId : zaf.ticketId === openTicketId;
  if (here) return null;
  return (
    <div>
      <Button
        isPrimary={isNext}
        size="small"
        onClick={() =>
          void (openTicketId === null
            ? zaf.invoke("routeTo", "user", userId)
            : zaf.invoke("routeTo", "ticket", openTicketId))
        }
      >
        {openTicketId === null ? t("call.open_profile") : t("call.open_ticket", { id: String(openTicketId) })}
      </Button>
    </div>
  );
}

type Asked = { call: CallView; number: string };

function Several({ call, number, candidates }: Asked & { candidates: Candidate[] }) {
  const { t } = useI18n();
  const choose = useContact(call.id);
  return (
    <div>
      <SM isBold>{t("call.who")}</SM>
      <List>
        {candidates.map(({ userId, name, why }) => (
          <li key={userId}>
            <Choice
              isBasic
              isStretched
              size="small"
              disabled={choose.isPending}
              onClick={() => choose.mutate(userId)}
            >
              <span>{name}</span>
              <SM>{t(`why.${why}`)}</SM>
            </Choice>
          </li>
        ))}
      </List>
      {choose.error !== null && <FailureText>{problemText(t, choose.error)}</FailureText>}
      <SomebodyElse call={call} number={number} />
    </div>
  );
}

function Nobody({ call, number }: Asked) {
  const { t } = useI18n();
  return (
    <div>
      <SM>{t("call.nobody_known")}</SM>
      <Sought call={call} number={number} label={t("call.who")} />
    </div>
  );
}

/** A number that several have may be anybody's: whoever is not among those that are shown is searched for. */
export function SomebodyElse({ call, number }: Asked) {
  const { t } = useI18n();
  return (
    <div>
      <Sought call={call} number={number} label={t("call.somebody_else")} />
    </div>
  );
}

function Sought({ call, number, label }: Asked & { label: string }) {
  const [open, setOpen] = useState(false);
  if (!open) return <LinkButton onClick={() => setOpen(true)}>{label}</LinkButton>;
  return (
    <Opened>
      {({ ContactBox }) => <ContactBox callId={call.id} number={number} onClose={() => setOpen(false)} />}
    </Opened>
  );
}
