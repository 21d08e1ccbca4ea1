import type { SampleCall } from "@deskline/shared/admin-ticket-preview";
import type { TemplateError, TemplatePlace } from "@deskline/shared/admin-ticket-templates";
import type { Call } from "../calls/core/call.ts";
import { journalOf } from "./core/journal.ts";
import { textOf } from "./core/preview.ts";
import { renderHtml, renderLine } from "./core/render.ts";
import { callWith } from "./core/sample-call.ts";
import { parseTemplate } from "./core/template.ts";
import { valuesOf } from "./core/values.ts";
import { contextOf, type Zoned } from "./surroundings.ts";

/** What is wrong with a template, or what it makes of a sample call. */
export function checkTemplate(
  integration: Zoned,
  {
    place,
    text,
    call: kind = "inboundAnswered",
  }: { place: TemplatePlace; text: string; call?: SampleCall | undefined },
): { errors: TemplateError[]; sample: string | null } {
  const template = parseTemplate(text, place);
  if (template.errors.length > 0) return { errors: template.errors, sample: null };
  const call = callWith(samples[kind]);
  const named = { ...integration, names: new Map([...sampleNames, ...integration.names]) };
  const context = contextOf(named, call, {
    note: call.state === "ringing" ? null : sampleNote,
    contactName: "Phillip Huff",
    recordingLink: "https://…/recordings/…",
  });
  const values = valuesOf(call, context);
  if (place !== "journal") return { errors: [], sample: renderLine(template, values) };
  return {
    errors: [],
    sample: textOf(renderHtml(template, values, journalOf(call, context.names, context))),
  };
}

const sampleNames = new Map([
  ["2005", "Kristin Hale"],
  ["2006", "Marcus Webb"],
  ["6400", "Support"],
]);
const sampleNote = { text: "Wants an offer.", disposition: "Follow up", by: "Kristin Hale" };
const inbound = { did: "1000", didName: "Hotline", dialled: "1000", outsideE164: null };
const outbound = {
  direction: "outbound" as const,
  dialledBy: "2005",
  dialled: "5503309",
  rang: [],
  answeredBy: [],
  transferChain: [],
};
const unanswered = {
  outcome: "no_answer" as const,
  answeredBy: [],
  transferChain: [],
  talkMs: 0,
  answeredAt: null,
};
const ringing = { ...unanswered, state: "ringing" as const, outcome: null, endedAt: null };
const samples: Record<SampleCall, Partial<Call>> = {
  // Only its record tells the DID.
  beforeInbound: { ...inbound, ...ringing, did: null, didName: null, rang: ["2005"] },
  beforeOutbound: { ...outbound, ...ringing },
  inboundAnswered: { ...inbound, group: "6400", rang: ["2006", "2005"] },
  inboundUnanswered: { ...inbound, ...unanswered, rang: ["2006", "2005"] },
  outboundAnswered: outbound,
  outboundUnanswered: { ...outbound, ...unanswered },
};
