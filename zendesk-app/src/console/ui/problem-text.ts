import { Refused, SessionOver, Unreachable } from "../../api/problem.ts";
import { consoleAddress } from "../../page.ts";
import { useI18n, type Key, type Translate } from "../i18n/i18n.tsx";
import type { Messages } from "../i18n/messages/en.ts";

/** What a failure means, in the words of the page; a code that it does not know, in those of the service. */
export function useProblemText(): (error: unknown) => string {
  const { t, messages } = useI18n();
  return (error) => problemText(t, messages, error);
}

function problemText(t: Translate, messages: Messages, error: unknown): string {
  if (error instanceof Unreachable) return t("problem.unreachable");
  if (error instanceof SessionOver) return t("session.over_embedded");
  if (!(error instanceof Refused)) return t("problem.internal");
  if (error.code === "not_connected") return t("problem.not_connected", { address: consoleAddress() });
  const key = `problem.${error.code}`;
  return key in messages ? (t as (key: Key) => string)(key as Key) : error.message;
}
