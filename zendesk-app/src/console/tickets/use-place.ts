import { useEffect, useRef, type RefObject } from "react";
import { useLocation, useNavigate } from "react-router";

export const tabs = ["rules", "look", "hours"] as const;
export type Tab = (typeof tabs)[number];

/** Which part of the page is shown, as the address says; and finding what is wrong on it. */
export function usePlace(part: RefObject<HTMLElement>) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const isSought = useRef(false);
  // Until it is there: another part of the page comes a moment later.
  useEffect(() => {
    const wrong = isSought.current
      ? part.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-wrong=true] input")
      : null;
    if (wrong == null) return;
    isSought.current = false;
    wrong.focus();
  });
  return {
    tab: tabs.find((one) => `#${one}` === hash) ?? "rules",
    go: (tab: Tab) => void navigate({ hash: tab === "rules" ? "" : tab }),
    lookForFault: () => {
      isSought.current = true;
    },
  };
}
