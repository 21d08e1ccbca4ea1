import type { RefObject } from "react";

/** Has somebody go on writing behind what was put in, once the field holds it. */
export function putCursor(field: RefObject<HTMLInputElement | HTMLTextAreaElement>, at: number): void {
  requestAnimationFrame(() => {
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  });
}
