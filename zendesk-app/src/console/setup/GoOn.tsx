import { Button } from "@zendeskgarden/react-buttons";
import { useI18n } from "../i18n/i18n.tsx";

/** What a step shows at its end once it is done. */
export type StepContentProps = { done: boolean; onDone: () => void };

/** The way to the next step; nothing while this one is not done. */
export function GoOn({ done, onDone }: StepContentProps) {
  const { t } = useI18n();
  if (!done) return null;
  return (
    <div>
      <Button isPrimary onClick={onDone}>
        {t("setup.continue")}
      </Button>
    </div>
  );
}
