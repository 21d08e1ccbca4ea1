import { Button } from "@zendeskgarden/react-buttons";
import { useDial } from "../calls/actions.ts";
import { useNumberFormat } from "../calls/use-number.ts";
import { problemText } from "../calls/words.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";

type Props = {
  number: string;
  ticketId: number | null;
  userId: number | null;
  /** What the button says; "Call" unless told. */
  label?: string;
  disabled?: boolean;
};

/** Calls a number from the agent's own phone. Why it did not come about stands below, across the row. */
export function PhoneButton({ number, ticketId, userId, label, disabled = false }: Props) {
  const { t } = useI18n();
  const written = useNumberFormat()(number);
  const dial = useDial();
  return (
    <>
      <Button
        size="small"
        disabled={disabled || dial.isPending}
        aria-label={`${label ?? t("numbers.call")} ${written}`}
        onClick={() => dial.mutate({ number, ticketId, userId })}
      >
        {dial.isPending ? t("numbers.calling") : (label ?? t("numbers.call"))}
      </Button>
      {dial.error !== null && <FailureText>{problemText(t, dial.error)}</FailureText>}
    </>
  );
}
