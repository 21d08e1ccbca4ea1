import type { SampleCall } from "@deskline/shared/admin-ticket-preview";
import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { createContext, useContext } from "react";

const SampleContext = createContext<SampleCall>("inboundAnswered");

/** Of which call the samples of templates within are. */
export const SampleProvider = SampleContext.Provider;

export function useSampleCall(): SampleCall {
  return useContext(SampleContext);
}

/** A sample that fits a rule: one of its direction and outcome. */
export function sampleOf({ directions = [], outcomes = [] }: RuleConditions): SampleCall {
  const isOutbound = directions.length === 1 && directions[0] === "outbound";
  const isAnswered = outcomes.length === 0 || outcomes.includes("answered");
  if (isOutbound) return isAnswered ? "outboundAnswered" : "outboundUnanswered";
  return isAnswered ? "inboundAnswered" : "inboundUnanswered";
}
