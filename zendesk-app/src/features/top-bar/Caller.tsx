import type { CallView, Candidate, Me } from "@deskline/shared/app";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { Kbd, SM } from "@zendeskgarden/react-typography";
import { useEffect, useState } from "react";
import { styled } from "styled-components";
import { useContact } from "../../calls/actions.ts";
import { holdPlace } from "../../calls/hold-place.ts";
import { problemText } from "../../calls/words.ts";
import { useFrame } from "../../frame.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { usePhones } from "../../phones/use-phones.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { FailureText } from "../../ui/failure-text.ts";
import { Opened } from "../../ui/later.tsx";
import { SomebodyElse, WhoCalls } from "../../ui/WhoCalls.tsx";
import type { Choices } from "./use-panel-keys.ts";

const List = styled.ol`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Choice = styled(Button)`
  justify-content: flex-start;
  gap: ${({ theme }) => theme.space.xs};
  padding-inline: ${({ theme }) => theme.space.xxs};
  height: auto;
  padding-block: ${({ theme }) => theme.space.xxs};
  text-align: start;
  white-space: normal;
  line-height: ${({ theme }) => theme.lineHeights.md};
`;

const Subtle = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
  margin-top: ${({ theme }) => theme.space.xs};
`;

type Props = {
  call: CallView;
  me: Me;
  /** Tells who can be chosen with a key, while somebody can. */
  onChoices: (choices: Choices | null) => void;
  /** Whether the pop asks for it, also when the call is over. */
  isAsked: boolean;
};

/** Who it is: asked if there are several or none, and opened if it is known. */
export function Caller({ call, me, onChoices, isAsked }: Props) {
  if (call.direction === "internal" || (call.state === "ended" && !isAsked)) return null;
  if (call.candidates === null && call.number !== null) return null;
  const [only, ...others] = call.candidates ?? [];
  if (only === undefined) return <Unknown call={call} country={me.integration.country} />;
  if (others.length === 0) return <WhoCalls call={call} />;
  return <Several {...{ call, me, onChoices }} candidates={call.candidates ?? []} />;
}

type SeveralProps = Omit<Props, "isAsked"> & { candidates: Candidate[] };

/** The likeliest first, each with why; a click or a number key says who it is and opens the record. */
function Several({ call, me, onChoices, candidates }: SeveralProps) {
  const { t } = useI18n();
  const { zaf, api } = useFrame();
  const contact = useContact(call.id);

  function choose(candidate: Candidate): void {
    contact.mutate(candidate.userId);
    const { open } = me.pop[call.direction === "outbound" ? "outbound" : "inbound"];
    if (open === "new_ticket") holdPlace(api, call.id);
    void openRecord(zaf, candidate, open);
  }

  useEffect(() => {
    onChoices({
      count: Math.min(candidates.length, 9),
      choose: (index) => {
        const candidate = candidates[index];
        if (candidate !== undefined) choose(candidate);
      },
    });
    return () => onChoices(null);
  });

  return (
    <div>
      <SM isBold>{t("call.who")}</SM>
      <Subtle>{t("choose.hint")}</Subtle>
      <List>
        {candidates.map((candidate, index) => (
          <li key={candidate.userId}>
            <Choice
              isBasic
              isNeutral
              isStretched
              disabled={contact.isPending}
              onClick={() => choose(candidate)}
            >
              {index < 9 && <Kbd size="small">{String(index + 1)}</Kbd>}
              <span>
                {candidate.name}
                <Subtle>
                  {t(`why.${candidate.why}`)}
                  {candidate.openTicketId !== null &&
                    ` · ${t("row.ticket", { id: String(candidate.openTicketId) })}`}
                </Subtle>
              </span>
            </Choice>
          </li>
        ))}
      </List>
      {call.number !== null && <SomebodyElse call={call} number={call.number} />}
      {contact.error !== null && <FailureText>{problemText(t, contact.error)}</FailureText>}
    </div>
  );
}

function openRecord(
  zaf: Zaf,
  { userId, openTicketId }: Candidate,
  open: Me["pop"]["inbound"]["open"],
): Promise<void> {
  if (open === "new_ticket") return zaf.invoke("routeTo", "ticket", "new");
  if (open === "ticket" && openTicketId !== null) return zaf.invoke("routeTo", "ticket", openTicketId);
  return zaf.invoke("routeTo", "user", userId);
}

/** Nobody has the number: somebody can be found whose it is, or made a contact. */
function Unknown({ call, country }: { call: CallView; country: string }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const from = useCountry(call.e164 ?? call.number, country);
  return (
    <div>
      {from !== null && <Subtle>{t("choose.country", { country: from })}</Subtle>}
      {call.number !== null && <SM>{t("call.nobody_known")}</SM>}
      {!open && (
        <Actions>
          {call.number !== null && (
            <Button isPrimary size="small" onClick={() => setOpen(true)}>
              {t("call.create_contact")}
            </Button>
          )}
          <Button size="small" onClick={() => setOpen(true)}>
            {t("choose.it_is")}
          </Button>
        </Actions>
      )}
      {open && (
        <Opened>
          {({ ContactBox }) => (
            <ContactBox callId={call.id} number={call.number} onClose={() => setOpen(false)} />
          )}
        </Opened>
      )}
    </div>
  );
}

/** The country of a number in the agent's words; null where the number does not tell. */
function useCountry(number: string | null, home: string): string | null {
  const { locale } = useI18n();
  const phones = usePhones();
  const country = number === null ? null : (phones?.countryOf(number, home) ?? null);
  return country === null ? null : (new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? null);
}
