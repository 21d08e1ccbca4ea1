import type { ConsoleExtension } from "@deskline/shared/admin-bindings";
import { Button } from "@zendeskgarden/react-buttons";
import { Input } from "@zendeskgarden/react-forms";
import ChevronIcon from "@zendeskgarden/svg-icons/src/16/chevron-down-stroke.svg";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { ChoiceList, labelOf, type Choice } from "./ChoiceList.tsx";
import { choicesFor, type Owners, type Searchable } from "./rows.ts";

const Shut = styled(Button)`
  display: flex;
  justify-content: space-between;
  text-align: start;
`;

const Cut = styled.span`
  flex: 1;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

const Field = styled(Input).attrs({ role: "combobox" })``;

/** What a picker needs to find extensions, the same for all of them. */
export type Lookup = {
  /** Made ready when the first picker is opened. */
  extensions: () => readonly Searchable<ConsoleExtension>[];
  nameOf: ReadonlyMap<string, string>;
  owners: Owners;
};

type Props = {
  agent: string;
  extension: string | null;
  lookup: Lookup;
  onChoose: (extension: string | null) => void;
};

/** An agent's extension: a button until it is opened, so that a table of them stays light. */
export function ExtensionPicker(props: Props) {
  const { t } = useI18n();
  const { agent, extension, lookup, onChoose } = props;
  /** What was typed to open it; null while it is shut. */
  const [typed, setTyped] = useState<string | null>(null);
  const takesFocus = useRef(false);
  const name =
    extension === null
      ? t("bindings.choose")
      : labelOf({ number: extension, name: lookup.nameOf.get(extension) ?? "" });

  function shut(refocus: boolean): void {
    takesFocus.current = refocus;
    setTyped(null);
  }

  if (typed !== null)
    return (
      <Open
        {...props}
        typed={typed}
        onShut={shut}
        onChoose={(next) => {
          shut(true);
          onChoose(next);
        }}
      />
    );
  return (
    <Shut
      size="small"
      isStretched
      isNeutral
      aria-haspopup="listbox"
      aria-label={t("bindings.pick", { agent, extension: name })}
      ref={(button: HTMLButtonElement | null) => {
        if (button === null || !takesFocus.current) return;
        takesFocus.current = false;
        button.focus();
      }}
      onClick={() => setTyped("")}
      onKeyDown={(event) => {
        const opens = event.key === "ArrowDown" || event.key === "ArrowUp";
        const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey;
        if (!opens && !types) return;
        event.preventDefault();
        setTyped(types ? event.key : "");
      }}
    >
      <Cut>{name}</Cut>
      <Button.EndIcon>
        <ChevronIcon />
      </Button.EndIcon>
    </Shut>
  );
}

function Open({
  agent,
  extension,
  lookup,
  typed,
  onChoose,
  onShut,
}: Props & { typed: string; onShut: (refocus: boolean) => void }) {
  const { t } = useI18n();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(typed);
  const [active, setActive] = useState(0);
  const choices = useMemo((): Choice[] => {
    const found = choicesFor(lookup.extensions(), lookup.owners, text);
    return text === "" && extension !== null ? [null, ...found] : found;
  }, [lookup, text, extension]);

  function steer(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(choices.length - 1, active + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = choices[active];
      if (chosen !== undefined) onChoose(chosen?.number ?? null);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onShut(true);
    }
  }

  return (
    <>
      <Field
        ref={(input: HTMLInputElement | null) => {
          if (input !== null && field.current === null) input.focus();
          (field as { current: HTMLInputElement | null }).current = input;
        }}
        isCompact
        autoComplete="off"
        spellCheck={false}
        aria-label={t("bindings.pick_field", { agent })}
        aria-autocomplete="list"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active < choices.length ? `${id}-${active}` : undefined}
        placeholder={t("bindings.pick_hint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={steer}
        onBlur={() => onShut(false)}
      />
      <ChoiceList
        id={id}
        field={field}
        choices={choices}
        active={active}
        owners={lookup.owners}
        onActive={setActive}
        onChoose={(choice) => onChoose(choice?.number ?? null)}
      />
    </>
  );
}
