/** As a ref: the cursor goes into a field that opened because somebody asked for it. */
export function focusOnce(element: HTMLElement | null): void {
  element?.focus();
}
