import { People, Person } from "@deskline/shared/app";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { useContact } from "../calls/actions.ts";
import { useNumberFormat } from "../calls/use-number.ts";
import { problemText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";
import { focusOnce } from "./focus-once.ts";
import { Tabular } from "./tabular.ts";
import { useDebounced } from "./use-debounced.ts";

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  margin-top: ${({ theme }) => theme.space.xs};
`;

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;

  &:empty {
    display: none;
  }
`;

/** A name is read whole, however long. */
const Choice = styled(Button)`
  && {
    justify-content: flex-start;
    height: auto;
    min-height: ${({ theme }) => theme.space.base * 8}px;
    padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs};
    line-height: ${({ theme }) => theme.lineHeights.md};
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
  }
`;

const Subtle = styled(SM).attrs({ tag: "span" })`
  display: block;
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = {
  callId: string;
  /** Null when withheld: then nobody can be made of it. */
  number: string | null;
  onClose: () => void;
};

/** Says who an unknown caller is: somebody who is found by name, or a new contact of that name. */
export function ContactBox({ callId, number, onClose }: Props) {
  const { t } = useI18n();
  const { api } = useFrame();
  const [name, setName] = useState("");
  const q = useDebounced(name.trim(), 250);
  const people = useQuery({
    queryKey: ["people", q],
    enabled: q.length >= 2,
    queryFn: ({ signal }) => api.get(`people?${new URLSearchParams({ q }).toString()}`, People, signal),
    placeholderData: keepPreviousData,
  });
  const format = useNumberFormat();
  const choose = useContact(callId);
  const create = useMutation({
    mutationFn: (caller: string) => api.send("POST", "people", { name: name.trim(), number: caller }, Person),
    onSuccess: ({ userId }) => choose.mutate(userId, { onSuccess: onClose }),
  });
  const busy = choose.isPending || create.isPending;
  const found = q.length >= 2 ? people.data?.people : undefined;
  const error = create.error ?? choose.error ?? people.failureReason;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (number !== null) create.mutate(number);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // else the panel around it would close as well
        onClose();
      }}
    >
      <Field>
        <Field.Label>{t("call.contact_name")}</Field.Label>
        <Input
          ref={focusOnce}
          isCompact
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
      <List>
        {(found ?? []).map((person) => (
          <li key={person.userId}>
            <Choice
              isBasic
              isStretched
              size="small"
              disabled={busy}
              onClick={() => choose.mutate(person.userId, { onSuccess: onClose })}
            >
              <span>
                {person.name}
                {person.numbers[0] !== undefined && (
                  <Subtle>
                    <Tabular>{format(person.numbers[0])}</Tabular>
                  </Subtle>
                )}
              </span>
            </Choice>
          </li>
        ))}
      </List>
      <output>
        {found?.length === 0 && !people.isPlaceholderData && <Subtle>{t("call.contact_nobody")}</Subtle>}
      </output>
      <Actions>
        {number !== null && (
          <Button isPrimary size="small" type="submit" disabled={busy || name.trim() === ""}>
            {t("call.create_contact")}
          </Button>
        )}
        <Button isBasic size="small" onClick={onClose}>
          {t("cancel")}
        </Button>
      </Actions>
      {error !== null && <FailureText>{problemText(t, error)}</FailureText>}
    </Form>
  );
}
