import { Tooltip } from "@zendeskgarden/react-tooltips";
import { forwardRef, useEffect, useLayoutEffect, type RefObject, type SyntheticEvent } from "react";

/** What a tooltip wants to know of the pointer and the keyboard. */
export type Pointing = Partial<
  Record<
    "onMouseEnter" | "onMouseLeave" | "onFocus" | "onBlur" | "onKeyDown",
    (event?: SyntheticEvent) => void
  >
>;

export type ShownTipProps = {
  id: string;
  content: string;
  /** What it is about, which stays where it is. */
  anchor: RefObject<HTMLElement>;
  /** Is told what to do when `anchor` is pointed at. */
  pointing: RefObject<Pointing>;
};

/** Garden's tooltip about an element that it does not hold. */
export function ShownTip({ id, content, anchor, pointing }: ShownTipProps) {
  return (
    <Tooltip id={id} content={content} size="small" placement="top">
      <Stand anchor={anchor} pointing={pointing} />
    </Tooltip>
  );
}

/** Stands where a tooltip has its child, and hands what the tooltip gives it to the element that is there already. */
const Stand = forwardRef<HTMLElement, Pick<ShownTipProps, "anchor" | "pointing"> & Pointing>(function Stand(
  { anchor, pointing, onMouseEnter, onMouseLeave, onFocus, onBlur, onKeyDown },
  ref,
) {
  useLayoutEffect(() => {
    if (typeof ref === "function") ref(anchor.current);
    Object.assign(pointing.current ?? {}, { onMouseEnter, onMouseLeave, onFocus, onBlur, onKeyDown });
  });
  useEffect(() => {
    // It was loaded because somebody points at it, if they still do.
    if (anchor.current?.matches(":hover, :focus-visible") === true) pointing.current?.onMouseEnter?.();
  }, [anchor, pointing]);
  return null;
});
