/** What a key does in the panel, wherever the focus is. */
export type PanelKey =
  | { does: "type"; text: string }
  | { does: "erase" }
  | { does: "dial" }
  | { does: "close" }
  | { does: "choose"; index: number };

export type KeyPress = {
  key: string;
  /** With Ctrl, Alt or Meta. */
  modified: boolean;
  /** Where the focus is: in the dial pad's own field, in another field, on something to press, or on none of these. */
  on: "dial_field" | "field" | "button" | "page";
  /** How many callers there are to choose from. */
  choices: number;
  /** Whether the dial pad is shown, which takes names as well. */
  dialling: boolean;
};

export function panelKey({ key, modified, on, choices, dialling }: KeyPress): PanelKey | null {
  if (modified) return null;
  if (key === "Escape") return { does: "close" };
  if (on === "dial_field" || on === "field") return null;
  if (/^[1-9]$/.test(key) && choices > 0) {
    return Number(key) <= choices ? { does: "choose", index: Number(key) - 1 } : null;
  }
  if (/^[\d+*#]$/.test(key) || (dialling && /^\p{L}$/u.test(key))) return { does: "type", text: key };
  if (key === "Backspace") return { does: "erase" };
  if (key === "Enter" && on === "page") return { does: "dial" };
  return null;
}
