import { useVirtualizer, type Virtualizer, type VirtualizerOptions } from "@tanstack/react-virtual";
import type { RefObject } from "react";

type Options = { scroller: RefObject<HTMLDivElement>; count: number; height: number } & Partial<
  Pick<VirtualizerOptions<HTMLDivElement, Element>, "rangeExtractor">
>;

/** Which of many lines are in sight, or nearly: only they are drawn. */
export function useInSight({
  scroller,
  count,
  height,
  ...more
}: Options): Virtualizer<HTMLDivElement, Element> {
  // oxlint-disable-next-line react/incompatible-library -- nothing that it returns is kept beyond a rendering
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 4,
    ...more,
  });
}
