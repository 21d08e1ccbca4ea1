import { useLayoutEffect, useState, type RefObject } from "react";

/** Where a list at its field is drawn: below it, or above where there is more room. */
export type Place = { left: number; width: number; maxHeight: number } & (
  { top: number; bottom?: never } | { bottom: number; top?: never }
);

const tallest = 320;
const gap = 4;

/** Follows the field while anything scrolls. Nothing can cut the list off there, as a scrolled table would. */
export function usePopupPlace(field: RefObject<HTMLElement>): Place {
  // Never without a height: a list that is as long as its content would draw all of it.
  const [place, setPlace] = useState<Place>({ left: 0, top: 0, width: 0, maxHeight: tallest });
  useLayoutEffect(() => {
    const put = (): void => {
      if (field.current !== null) setPlace(placeAt(field.current.getBoundingClientRect(), innerHeight));
    };
    put();
    addEventListener("scroll", put, true);
    addEventListener("resize", put);
    return () => {
      removeEventListener("scroll", put, true);
      removeEventListener("resize", put);
    };
  }, [field]);
  return place;
}

function placeAt({ left, top, bottom, width }: DOMRect, height: number): Place {
  const [below, above] = [height - bottom - 2 * gap, top - 2 * gap];
  const sides = { left, width: Math.max(width, 280) };
  return below >= Math.min(tallest, above)
    ? { ...sides, top: bottom + gap, maxHeight: Math.min(tallest, below) }
    : { ...sides, bottom: height - top + gap, maxHeight: Math.min(tallest, above) };
}
