import { h } from "./dom.ts";
import type { Notice } from "./types.ts";

const shownMs = 5000;

/** Notifications of apps: text only, whatever it holds. */
export function createToasts(): { element: HTMLElement; show(notice: Notice): void } {
  const element = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  return {
    element,
    show({ message, kind, options }) {
      const close = h(
        "button",
        { type: "button", "aria-label": "Close", onclick: () => toast.remove() },
        "×",
      );
      const toast = h("div", { class: `toast ${kind}` }, h("span", {}, message), close);
      element.append(toast);
      const sticky = typeof options === "object" && options !== null && "sticky" in options && options.sticky;
      if (sticky !== true) setTimeout(() => toast.remove(), typeof options === "number" ? options : shownMs);
    },
  };
}
