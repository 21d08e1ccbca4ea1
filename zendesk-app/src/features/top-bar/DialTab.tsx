import type { Me } from "@deskline/shared/app";
import { Button, IconButton } from "@zendeskgarden/react-buttons";
import { Input } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useId, useState, type KeyboardEvent, type RefObject } from "react";
import { styled } from "styled-components";
import { Refused, Unreachable } from "../../api/problem.ts";
import { useDial } from "../../calls/actions.ts";
import { problemText } from "../../calls/words.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { FailureText } from "../../ui/failure-text.ts";
import { HiddenStatus } from "../../ui/roles.ts";
import { DialHint } from "./DialHint.tsx";
import { Keypad } from "./Keypad.tsx";
import { optionId, SuggestionList } from "./SuggestionList.tsx";
import { isNumber } from "./core/suggestions.ts";
import { chosenAfter, targetOf, ticketOf } from "./core/target.ts";
import { useDialPreview, useSuggestions, type DialDraft } from "./use-dial-pad.ts";

const Form = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
  min-height: 0;
`;

const Line = styled.div`
  position: relative;
`;

const ComboField = styled(Input).attrs({ role: "combobox" })`
  padding-inline-end: ${({ theme }) => theme.space.xl};
`;

const Clear = styled(IconButton)`
  position: absolute;
  inset-block-start: ${({ theme }) => theme.space.base}px;
  inset-inline-end: ${({ theme }) => theme.space.base}px;
`;

/** As high as its two lines, so that nothing moves when they come. */
const Beneath = styled(SM)`
  min-height: ${({ theme }) => theme.space.lg};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const Nobody = styled(SM)`
  flex: 1;
`;

type Props = {
  me: Me;
  draft: DialDraft;
  onDraft: (draft: DialDraft) => void;
  field: RefObject<HTMLInputElement>;
  pad: RefObject<HTMLFormElement>;
  /** The PBX has taken the order. */
  onDialled: (callId: string) => void;
};

/** Dials a number, or somebody found by name. */
export function DialTab({ me, draft, onDraft, field, pad, onDialled }: Props) {
  const { t } = useI18n();
  const listId = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const { suggestions, busy } = useSuggestions(draft.text, me);
  const isName = draft.text.trim() !== "" && !isNumber(draft.text);
  const active = chosen ?? (isName && suggestions.length > 0 ? 0 : null);
  const target = targetOf(draft, suggestions, chosen);
  const preview = useDialPreview(target?.number ?? null);
  const ticketId = target === null ? (draft.order?.ticketId ?? null) : ticketOf(draft, target);
  const dial = useDial();
  const error = dial.error ?? problemOf(draft.problem);

  function write(text: string): void {
    setChosen(null);
    dial.reset();
    onDraft({ ...draft, text, problem: null });
  }

  function call(): void {
    if (target === null || preview?.dialled === null || dial.isPending) return;
    const { number, userId } = target;
    dial.mutate({ number, userId, ticketId }, { onSuccess: ({ callId }) => onDialled(callId) });
  }

  function steer(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setChosen(chosenAfter(event.key, active, suggestions.length));
  }

  return (
    <Form
      ref={pad}
      onSubmit={(event) => {
        event.preventDefault();
        call();
      }}
    >
      <Line>
        <ComboField
          ref={field}
          aria-label={t("dial.label")}
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active === null ? undefined : optionId(listId, active)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t("dial.label")}
          value={draft.text}
          onChange={({ target: { value } }) => write(value)}
          onKeyDown={steer}
        />
        {draft.text !== "" && (
          <Clear
            size="small"
            aria-label={t("dial.clear")}
            onClick={() => {
              write("");
              field.current?.focus();
            }}
          >
            <XIcon />
          </Clear>
        )}
      </Line>
      <Beneath tag="div">
        <DialHint {...{ target, preview, ticketId }} />
        {error !== null && <FailureText>{problemText(t, error)}</FailureText>}
      </Beneath>
      <HiddenStatus>
        {draft.text !== "" && !busy && t("dial.found", { count: suggestions.length })}
      </HiddenStatus>
      {isName && !busy && suggestions.length === 0 ? (
        <Nobody>{t("dial.nobody")}</Nobody>
      ) : (
        <SuggestionList
          id={listId}
          chosen={active}
          suggestions={suggestions}
          onChoose={(index) => {
            setChosen(index);
            field.current?.focus();
          }}
        />
      )}
      {!isName && <Keypad onKey={(key) => write(draft.text + key)} />}
      <Button
        isPrimary
        isStretched
        type="submit"
        disabled={target === null || preview?.dialled === null || dial.isPending}
      >
        {dial.isPending ? t("numbers.calling") : t("numbers.call")}
      </Button>
    </Form>
  );
}

/** Why a number was not dialled that was clicked on elsewhere. */
function problemOf(code: string | null): Error | null {
  if (code === null) return null;
  return code === "unreachable" ? new Unreachable(code) : new Refused(0, code, code, null);
}
