import type { DialPreview } from "@deskline/shared/app";
import { useNumberFormat } from "../../calls/use-number.ts";
import { useI18n, type Translate } from "../../i18n/i18n.tsx";
import { FailureText } from "../../ui/failure-text.ts";
import { Tabular } from "../../ui/tabular.ts";
import type { Target } from "./core/target.ts";

type Props = { target: Target | null; preview: DialPreview | null; ticketId: number | null };

/** What the Call button will do: the number as it will be dialled, and the ticket that the call goes on. */
export function DialHint({ target, preview, ticketId }: Props) {
  const { t } = useI18n();
  const format = useNumberFormat();
  if (target !== null && preview?.dialled === null)
    return <FailureText>{t("failure.wrong_number")}</FailureText>;
  return (
    <>
      {target !== null && <Tabular as="div">{dials(t, target, preview, format)}</Tabular>}
      {ticketId !== null && <div>{t("dial.on_ticket", { id: String(ticketId) })}</div>}
    </>
  );
}

function dials(
  t: Translate,
  { number, name }: Target,
  preview: DialPreview | null,
  format: (number: string) => string,
): string {
  // Until the service has answered, as it stands: the line is not to jump.
  const dialled = preview?.dialled ?? number;
  const shown = preview?.shown ?? format(number);
  const whom = name === "" ? shown : name;
  return whom === "" || digitsOf(whom) === digitsOf(dialled)
    ? t("numbers.dials", { number: dialled })
    : t("dial.dials_person", { number: dialled, name: whom });
}

/** The same digits with spaces between them say nothing more. */
function digitsOf(text: string): string {
  return text.replaceAll(/[\s()-]/g, "");
}
