import { Directory, type ControlInput } from "@deskline/shared/app";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { SM } from "@zendeskgarden/react-typography";
import { useState } from "react";
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

const Results = styled.ul`
  max-height: 30vh;
  margin: 0;
  padding: 0;
  overflow-y: auto;
  list-style: none;
`;

const Choice = styled(Button)`
  display: flex;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  padding: 0 ${({ theme }) => theme.space.xs};
  text-align: start;

  > :first-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

type Props = { busy: boolean; onTransfer: (input: ControlInput) => void; onCancel: () => void };

/** Hands the call to somebody found by name or number, at once or after asking them. */
export function TransferBox({ busy, onTransfer, onCancel }: Props) {
  const { t } = useI18n();
  const [target, setTarget] = useState("");
  const { data: found, extensions } = useDirectory(target);
  const hand = (action: "transfer_blind" | "transfer_attended"): void => {
    if (target.trim() !== "") onTransfer({ action, target: target.trim() });
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        hand("transfer_blind");
      }}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
    >
      <Field>
        <Field.Label>{t("transfer.label")}</Field.Label>
        <Field.Hint>{t("transfer.hint")}</Field.Hint>
        <Input ref={focusOnce} isCompact value={target} onChange={({ target: it }) => setTarget(it.value)} />
      </Field>
      {found && extensions.length === 0 && !isNumber(target) && <SM>{t("transfer.nobody")}</SM>}
      <Results>
        {extensions.map(({ number, name, phone }) => (
          <li key={number}>
            <Choice isBasic isStretched size="small" onClick={() => setTarget(number)}>
              <span>{name === "" ? number : `${name} · ${number}`}</span>
              <SM>{t(`state.${phone}`)}</SM>
            </Choice>
          </li>
        ))}
      </Results>
      <Actions>
        <Button isPrimary size="small" type="submit" disabled={busy || !isNumber(target)}>
          {t("transfer.blind")}
        </Button>
        <Button size="small" disabled={busy || !isNumber(target)} onClick={() => hand("transfer_attended")}>
          {t("transfer.attended")}
        </Button>
        <Button isBasic size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </Actions>
    </Form>
  );
}

function useDirectory(text: string) {
  const { api } = useFrame();
  const q = useDebounced(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ["directory", q],
    queryFn: ({ signal }) => api.get(`directory?${new URLSearchParams({ q }).toString()}`, Directory, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return {
    data: data !== undefined,
    extensions: (data?.extensions ?? []).filter(({ number }) => number !== text.trim()),
  };
}

function isNumber(text: string): boolean {
  return /^\+?[\d\s()./*#-]+$/.test(text.trim());
}
