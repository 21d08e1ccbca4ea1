import { DialPreview } from "@deskline/shared/app";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import { useDial } from "../calls/actions.ts";
import { useNumberFormat } from "../calls/use-number.ts";
import { problemText } from "../calls/words.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { FailureText } from "./failure-text.ts";
import { LinkButton } from "./link-button.ts";
import { Tip } from "./Tip.tsx";

type Props = {
  number: string;
  ticketId: number | null;
  userId: number | null;
  /** What the button says; "Call" unless told. */
  label?: string;
  disabled?: boolean;
  /** As words in a line instead of a button of its own. */
  isLink?: boolean;
};

/**
 * Calls a number from the agent's own phone; pointing at it shows what will be dialled. Why it did not come about
 * stands below, across the row.
 */
export function PhoneButton({ number, ticketId, userId, label, disabled = false, isLink = false }: Props) {
  const { t } = useI18n();
  const written = useNumberFormat()(number);
  const [wanted, setWanted] = useState(false);
  const dialled = useDialled(number, wanted);
  const dial = useDial();
  const Look = isLink ? LinkButton : Button;
  const words = label ?? t("numbers.call");
  return (
    <>
      <Tip content={dialled === null ? written : t("numbers.dials", { number: dialled })}>
        <Look
          size="small"
          disabled={disabled || dial.isPending}
          aria-label={`${words} ${written}`}
          onPointerEnter={() => setWanted(true)}
          onFocus={() => setWanted(true)}
          onClick={() => dial.mutate({ number, ticketId, userId })}
        >
          {dial.isPending ? t("numbers.calling") : words}
        </Look>
      </Tip>
      {dial.error !== null && <FailureText>{problemText(t, dial.error)}</FailureText>}
    </>
  );
}

/** What the PBX will be told, by the integration's dial rules; null until it is known. */
function useDialled(number: string, wanted: boolean): string | null {
  const { api } = useFrame();
  const { data } = useQuery({
    queryKey: ["dial-preview", number],
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => api.send("POST", "dial/preview", { number }, DialPreview),
  });
  return data?.dialled ?? null;
}
