import { useEffect, useRef, type RefObject } from "react";
import { useFrame } from "../../frame.tsx";
import { panelKey, type KeyPress } from "./core/panel-key.ts";

/** The callers among whom a key chooses. */
export type Choices = { count: number; choose: (index: number) => void };

type Props = {
  field: RefObject<HTMLInputElement | null>;
  pad: RefObject<HTMLFormElement | null>;
  /** Null while they are not shown. */
  choices: RefObject<Choices | null> | null;
  dialling: boolean;
  onType: (change: (text: string) => string) => void;
};

/** Keys reach the dial pad wherever the focus is. */
export function usePanelKeys(props: Props): void {
  const { zaf } = useFrame();
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const { field, pad, choices, dialling, onType } = latest.current;
      const does = panelKey({
        key: event.key,
        modified: event.ctrlKey || event.altKey || event.metaKey,
        on: placeOf(event.target, field.current),
        choices: choices?.current?.count ?? 0,
        dialling,
      });
      if (does === null) return;
      event.preventDefault();
      switch (does.does) {
        case "type":
          return onType((text) => text + does.text);
        case "erase":
          return onType((text) => text.slice(0, -1));
        case "dial":
          return pad.current?.requestSubmit();
        case "choose":
          return choices?.current?.choose(does.index);
        case "close":
          return void zaf.invoke("popover", "hide");
      }
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [zaf]);
}

function placeOf(target: EventTarget | null, field: HTMLInputElement | null): KeyPress["on"] {
  if (!(target instanceof Element)) return "page";
  if (target === field) return "dial_field";
  const near = target.closest(
    "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]",
  );
  if (near !== null) return "field";
  return target.closest("button, a, [role=tab], [role=option], input") === null ? "page" : "button";
}
