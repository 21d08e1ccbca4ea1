import { useEffect, useRef, type RefObject } from "react";

/**
 * For a part of the page: when what has the focus goes, as a button does with the call that it ended, or is hidden, as
 * the dial pad is behind the call that it dialled, the focus goes to what was around it, and when it cannot be pressed
 * for a moment, it gets the focus back: whoever works by keyboard stays where they were.
 */
export function useKeptFocus(): RefObject<HTMLElement> {
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (part.current === null) return;
    return keepFocus(part.current);
  }, []);
  return part;
}

function keepFocus(part: HTMLElement): () => void {
  /** What has the focus, and all around it up to the part itself; empty when nothing of it has. */
  let path: HTMLElement[] = [];

  function remember({ target }: FocusEvent): void {
    path = target instanceof HTMLElement ? upTo(part, target) : [];
  }

  function forget({ target }: FocusEvent): void {
    // Browsers tell of what goes before it is gone.
    setTimeout(() => {
      const [last] = path;
      const leftByItself = last === target && last?.checkVisibility() === true && !last.matches(":disabled");
      // Whoever went elsewhere is not fetched back.
      if (leftByItself && document.activeElement !== last) path = [];
    });
  }

  function keep(): void {
    const [last] = path;
    const elsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (last === undefined || elsewhere || !document.hasFocus()) return;
    if (last.matches(":disabled") && last.isConnected) return;
    focus(path.find((one) => one.checkVisibility() && !one.matches(":disabled")) ?? part);
  }

  // Browsers take the focus from what cannot be pressed only when they draw the page next.
  const watcher = new MutationObserver(() => requestAnimationFrame(() => setTimeout(keep)));
  watcher.observe(part, { childList: true, subtree: true, attributeFilter: ["disabled", "aria-hidden"] });
  part.addEventListener("focusin", remember);
  part.addEventListener("focusout", forget);
  return () => {
    watcher.disconnect();
    part.removeEventListener("focusin", remember);
    part.removeEventListener("focusout", forget);
  };
}

function upTo(part: HTMLElement, element: HTMLElement): HTMLElement[] {
  const { parentElement } = element;
  return element === part || parentElement === null ? [element] : [element, ...upTo(part, parentElement)];
}

/** What Tab would not reach can be given the focus all the same. */
function focus(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  if (document.activeElement === element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
