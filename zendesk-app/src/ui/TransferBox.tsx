import { Directory, type ControlInput } from "@deskline/shared/app";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { useId, useState, type KeyboardEvent } from "react";
import { styled } from "styled-components";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { focusOnce } from "./focus-once.ts";
import { useDebounced } from "./use-debounced.ts";

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
`;

const ComboField = styled(Input).attrs({ role: "combobox" })``;

const Results = styled.ul.attrs({ role: "listbox" })`
  max-height: 30vh;
  margin: 0;
  padding: 0;
  overflow-y: auto;
  list-style: none;
`;

const Result = styled.li.attrs({ role: "option" })`
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  padding: ${({ theme }) => theme.space.xxs} ${({ theme }) => theme.space.xs};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  cursor: pointer;

  &:hover,
  &[aria-selected="true"] {
    background: ${({ theme }) =>
      getColor({ theme, variable: "background.primaryEmphasis", transparency: theme.opacity[100] })};
  }
`;

const State = styled(SM)`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
  white-space: nowrap;
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = {
  busy: boolean;
  /** The agent's own, to which nothing is handed. */
  extension: string | null;
  onTransfer: (input: ControlInput) => void;
  onCancel: () => void;
};

/** Hands the call to somebody found by name or number, at once or after asking them. */
export function TransferBox({ busy, extension, onTransfer, onCancel }: Props) {
  const { t } = useI18n();
  const listId = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const extensions = useDirectory(text)?.filter(({ number }) => number !== extension);
  const typed = isNumber(text) ? text.trim() : null;
  // A name means the first who has it; digits mean themselves, until one of the extensions is chosen.
  const active = chosen ?? (typed === null ? 0 : null);
  const marked = active === null ? undefined : extensions?.[active];
  const target = chosen === null ? typed : null;

  function choose(number: string): void {
    setText(number);
    setChosen(null);
  }

  function steer(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault(); // else the panel around it would close as well
      onCancel();
    }
    const onButton = event.target instanceof HTMLButtonElement;
    if (event.key === "Enter" && target === null && marked !== undefined && !onButton) {
      // Nothing can be submitted yet, so that the form would not hear of it.
      event.preventDefault();
      choose(marked.number);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || extensions === undefined || extensions.length === 0) return;
    event.preventDefault();
    const { length } = extensions;
    const from = active ?? (step > 0 ? -1 : 0);
    setChosen((from + step + length) % length);
  }

  return (
    <Form
      onKeyDown={steer}
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== null) onTransfer({ action: "transfer_blind", target });
      }}
    >
      <Field>
        <Field.Label>{t("transfer.label")}</Field.Label>
        <Field.Hint>{t("transfer.hint")}</Field.Hint>
        <ComboField
          ref={focusOnce}
          isCompact
          autoComplete="off"
          aria-autocomplete="list"
          aria-controls={listId}
          aria-expanded={extensions !== undefined && extensions.length > 0}
          aria-activedescendant={marked === undefined ? undefined : `${listId}-${active}`}
          value={text}
          onChange={({ target: field }) => choose(field.value)}
        />
      </Field>
      {extensions?.length === 0 && typed === null && <SM>{t("transfer.nobody")}</SM>}
      <Results id={listId} aria-label={t("transfer.found")}>
        {(extensions ?? []).map(({ number, name, phone }, index) => (
          <Result
            key={number}
            id={`${listId}-${index}`}
            aria-selected={index === active}
            onClick={() => choose(number)}
          >
            <span>
              {name !== "" && (
                <>
                  <bdi>{name}</bdi>
                  {" · "}
                </>
              )}
              {number}
            </span>
            <State tag="span">{t(`state.${phone}`)}</State>
          </Result>
        ))}
      </Results>
      <Actions>
        <Button isPrimary size="small" type="submit" disabled={busy || target === null}>
          {t("transfer.blind")}
        </Button>
        <Button
          size="small"
          disabled={busy || target === null}
          onClick={() => target !== null && onTransfer({ action: "transfer_attended", target })}
        >
          {t("transfer.attended")}
        </Button>
        <Button isBasic size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </Actions>
    </Form>
  );
}

/** Who has that name or number; undefined until it is known. */
function useDirectory(text: string): Directory["extensions"] | undefined {
  const { api } = useFrame();
  const q = useDebounced(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ["directory", q],
    queryFn: ({ signal }) => api.get(`directory?${new URLSearchParams({ q }).toString()}`, Directory, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return data?.extensions;
}

function isNumber(text: string): boolean {
  return /^\+?[\d\s()./*#-]+$/.test(text.trim());
}
