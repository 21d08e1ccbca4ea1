import { Button } from "@zendeskgarden/react-buttons";
import { Refused } from "../../api/problem.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "./Notice.tsx";
import { useProblemText } from "./problem-text.ts";
import { SmallSubtle } from "./text.ts";

/** Why something did not work; nothing while nothing failed. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useI18n();
  const text = useProblemText();
  if (error === null || error === undefined) return null;
  return (
    <Notice
      type="error"
      title={text(error)}
      actions={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t("retry")}
          </Button>
        )
      }
    >
      {error instanceof Refused && error.requestId !== null && (
        <SmallSubtle>{t("problem.reference", { id: error.requestId })}</SmallSubtle>
      )}
    </Notice>
  );
}
