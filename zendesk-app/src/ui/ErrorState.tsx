import { Refused, Unreachable } from "../api/problem.ts";
import { problemText } from "../calls/words.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "./EmptyState.tsx";

/** Says why something cannot be shown; it is tried again by itself while the service cannot be reached. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useI18n();
  const action = { label: t("retry"), onClick: onRetry };
  if (error instanceof Unreachable) {
    return (
      <EmptyState title={t("service.unreachable")} action={action}>
        {t("service.trying")}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("error.title")} action={action}>
      {problemText(t, error)}
      {error instanceof Refused && error.requestId !== null && (
        <> {t("error.reference", { id: error.requestId })}</>
      )}
    </EmptyState>
  );
}
