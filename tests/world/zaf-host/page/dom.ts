type Child = Node | string | null;
type Props = Record<string, string | number | boolean | null | EventListener>;

/** Makes an element. Functions become listeners of the event that they are named for (`onclick`). */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Replaces what is in the element, and keeps the focus where an element of the same id has it. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  const focused = element.contains(document.activeElement) ? document.activeElement?.id : "";
  element.replaceChildren(...children.filter((child) => child !== null));
  if (focused) document.getElementById(focused)?.focus();
}

/** An image of an app's icon: as an image it runs no scripts. */
export function icon(markup: string | undefined, fallback: string): HTMLElement {
  if (markup === undefined) return h("span", { class: "glyph", "aria-hidden": "true" }, fallback);
  return h("img", { class: "icon", alt: "", src: `data:image/svg+xml,${encodeURIComponent(markup)}` });
}
