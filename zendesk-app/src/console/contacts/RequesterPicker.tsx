import type { ContactSettings } from "@deskline/shared/admin-contacts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Combobox, Field, Option } from "@zendeskgarden/react-dropdowns";
import { useState } from "react";
import { styled } from "styled-components";
import { useDebounced } from "../../ui/use-debounced.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Cluster } from "../ui/text.ts";
import { peopleQuery } from "./queries.ts";

const Sized = styled.div`
  max-width: ${({ theme }) => theme.space.base * 110}px;
`;

const settledMs = 300;

type Requester = ContactSettings["fallbackRequester"];
type Props = { requester: Requester; onChange: (requester: Requester) => void };

/** Somebody of Zendesk, found by name or number while it is typed. */
export function RequesterPicker({ requester, onChange }: Props) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const [typed, setTyped] = useState<string | null>(null);
  const sought = useDebounced((typed ?? "").trim(), settledMs);
  const { data, error, isFetching } = useQuery(peopleQuery(api, id, sought));
  const people = typed === null ? [] : (data?.people ?? []);
  const label = t("contacts.fallback");
  const nothing = isFetching || sought === "" ? t("contacts.fallback_type") : t("contacts.fallback_nobody");

  function choose(value: string): void {
    const person = people.find(({ userId }) => String(userId) === value);
    if (person !== undefined) onChange({ id: person.userId, name: person.name });
    setTyped(null);
  }

  return (
    <Sized>
      <Field>
        <Field.Label>{label}</Field.Label>
        <Field.Hint>{t("contacts.fallback_hint")}</Field.Hint>
        <Combobox
          isAutocomplete
          maxHeight="240px"
          inputValue={typed ?? requester?.name ?? ""}
          selectionValue={null}
          inputProps={{ onBlur: () => setTyped(null) }}
          onChange={({ type, inputValue, selectionValue }) => {
            if (typeof selectionValue === "string") choose(selectionValue);
            else if (type === "input:change") setTyped(inputValue ?? "");
          }}
        >
          {people.length === 0 ? (
            <Option isDisabled value="" label={nothing} />
          ) : (
            people.map(({ userId, name, numbers }) => (
              <Option key={userId} value={String(userId)} label={name}>
                {name}
                {numbers.length > 0 && <Option.Meta>{numbers.join(" · ")}</Option.Meta>}
              </Option>
            ))
          )}
        </Combobox>
      </Field>
      <Failure error={typed === null ? null : error} />
      {requester !== null && (
        <Cluster>
          <Button isLink onClick={() => onChange(null)}>
            {t("contacts.fallback_remove")}
          </Button>
        </Cluster>
      )}
    </Sized>
  );
}
