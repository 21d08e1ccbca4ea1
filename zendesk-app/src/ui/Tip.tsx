import {
  cloneElement,
  useId,
  useRef,
  useState,
  type ComponentType,
  type ReactElement,
  type SyntheticEvent,
} from "react";
import { loadOpened } from "./later.tsx";
import type { Pointing, ShownTipProps } from "./ShownTip.tsx";

type Child = ReactElement<{ onFocus?: (event: SyntheticEvent) => void }>;

/**
 * More about its child, for those who point at it or focus it. Garden's tooltip is loaded for the first who does: a
 * list has dozens of them, and most are never seen. Those who listen have the words from the beginning.
 */
export function Tip({ content, children }: { content: string; children: Child }) {
  const id = useId();
  const anchor = useRef<HTMLElement>(null);
  const pointing = useRef<Pointing>({});
  const [Shown, setShown] = useState<ComponentType<ShownTipProps> | null>(null);

  function load(): void {
    if (Shown !== null) return;
    // Without it, whatever it is about works as well; the next one who points at it asks again.
    loadOpened().then(
      ({ ShownTip }) => setShown(() => ShownTip),
      () => undefined,
    );
  }

  return (
    <>
      {cloneElement(children as ReactElement, {
        ref: anchor,
        tabIndex: 0,
        "aria-describedby": id,
        onMouseEnter: (event: SyntheticEvent) => {
          load();
          pointing.current.onMouseEnter?.(event);
        },
        onMouseLeave: (event: SyntheticEvent) => pointing.current.onMouseLeave?.(event),
        onFocus: (event: SyntheticEvent) => {
          children.props.onFocus?.(event);
          load();
          pointing.current.onFocus?.(event);
        },
        onBlur: (event: SyntheticEvent) => pointing.current.onBlur?.(event),
        onKeyDown: (event: SyntheticEvent) => pointing.current.onKeyDown?.(event),
      })}
      {Shown === null ? (
        <span hidden id={id}>
          {content}
        </span>
      ) : (
        <Shown {...{ id, content, anchor, pointing }} />
      )}
    </>
  );
}
