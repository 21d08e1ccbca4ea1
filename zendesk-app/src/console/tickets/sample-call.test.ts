import type { SampleCall } from "@deskline/shared/admin-ticket-preview";
import type { RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { expect, test } from "vitest";
import { sampleOf } from "./sample-call.tsx";

test.each<[RuleConditions, SampleCall]>([
  [{}, "inboundAnswered"],
  [{ directions: ["inbound", "outbound"], outcomes: ["busy", "answered"] }, "inboundAnswered"],
  [{ outcomes: ["no_answer"] }, "inboundUnanswered"],
  [{ directions: ["inbound"], outcomes: ["voicemail", "busy"] }, "inboundUnanswered"],
  [{ directions: ["outbound"] }, "outboundAnswered"],
  [{ directions: ["outbound"], outcomes: ["failed"] }, "outboundUnanswered"],
])("the sample of %j is of the kind %s", (when, sample) => {
  expect(sampleOf(when)).toBe(sample);
});
