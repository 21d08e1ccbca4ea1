import type { Me } from "@deskline/shared/app";
import { LG, SM } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useNumberFormat } from "../../calls/use-number.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../ui/link-button.ts";
import { PhoneButton } from "../../ui/PhoneButton.tsx";
import { Tabular } from "../../ui/tabular.ts";
import type { ShownPerson } from "./person.ts";

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Row = styled.li`
  display: grid;
  grid-template-columns: 1fr auto;
  align-items: center;
  gap: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs};
  min-height: ${({ theme }) => theme.space.xl};

  > [role="alert"] {
    grid-column: 1 / -1;
  }
`;

const Value = styled.span`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
`;

/** The calls beneath are to be in sight as well. */
const shownAtFirst = 5;

type Props = { person: ShownPerson; me: Me; ticketId: number | null };

/** The person's numbers, each with a button that calls it. */
export function Numbers({ person, me, ticketId }: Props) {
  const { t } = useI18n();
  const written = useNumberFormat();
  const [all, setAll] = useState(false);
  const { numbers } = person;
  // A button in the place of a single number would hide what it takes the room of.
  const folded = !all && numbers.length > shownAtFirst + 1;
  return (
    <section aria-label={t("numbers.title")}>
      <LG isBold tag="h2">
        {person.name}
      </LG>
      {numbers.length === 0 && <SM>{t("numbers.none")}</SM>}
      <List>
        {(folded ? numbers.slice(0, shownAtFirst) : numbers).map(({ number, shared }) => (
          <Row key={number}>
            <Value>
              <Tabular>{written(number)}</Tabular>
              {shared && <SM>{t("numbers.shared")}</SM>}
            </Value>
            <PhoneButton
              number={number}
              ticketId={ticketId}
              userId={person.id}
              disabled={me.extension === null}
            />
          </Row>
        ))}
      </List>
      {folded && (
        <LinkButton onClick={() => setAll(true)}>{t("numbers.all", { count: numbers.length })}</LinkButton>
      )}
    </section>
  );
}
