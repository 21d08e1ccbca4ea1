import { useEffect, useState, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";
import { LinkButton } from "./link-button.ts";

/** What an agent may not need: one file with all of it, which is smaller than many, loaded when some of it is wanted. */
export const loadOpened = () => import("./opened.ts");

type Parts = Awaited<ReturnType<typeof loadOpened>>;

/**
 * Shows some of it once it is here. An update of the service takes the file away from pages that were open before:
 * then the agent reads what to do, and the rest of the view goes on working.
 */
export function Opened({ children }: { children: (parts: Parts) => ReactNode }) {
  const { t } = useI18n();
  const [parts, setParts] = useState<Parts | "asked" | "failed">("asked");
  useEffect(() => {
    if (parts === "asked") loadOpened().then(setParts, () => setParts("failed"));
  }, [parts]);
  if (parts === "asked") return null;
  if (parts !== "failed") return children(parts);
  return (
    <div>
      <FailureText>{t("session.over_text")}</FailureText>
      <LinkButton onClick={() => setParts("asked")}>{t("retry")}</LinkButton>
    </div>
  );
}
