import { DateTime } from "luxon";
import type { Call } from "../calls/core/call.ts";
import type { CallRow } from "../calls/store.ts";
import { readingOf } from "../contacts/reading.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { showInZone } from "../platform/show-time.ts";
import type { RuleFacts } from "./core/decide.ts";
import { isOpen, type LocalTime } from "./core/hours.ts";
import type { Note } from "./core/note.ts";
import { ruleFactsOf, type Surroundings } from "./core/rule-facts.ts";
import type { CallContext } from "./core/values.ts";
import type { NoteRow } from "./store.ts";

export type Zoned = Pick<KnownIntegration, "names" | "agents" | "pbx" | "tickets">;

/** What tickets and templates tell of a call, in the time zone of the PBX. */
export function contextOf(
  { names, agents, pbx, tickets }: Zoned,
  call: Call,
  more: { note: Note | null; contactName: string | null; recordingLink: string },
): CallContext {
  const zone = pbx.timeZone;
  return {
    names,
    agents,
    ...more,
    showTime: (at) => showInZone(at, zone),
    localDate: (at) => DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd"),
    localTime: (at) => DateTime.fromMillis(at, { zone }).toFormat("HH:mm:ss"),
    open: wasOpen({ pbx, tickets }, call.startedAt),
  };
}

/** A note as it is told. */
export function noteFrom(row: NoteRow | null): Note | null {
  return row && { text: row.text, disposition: row.disposition, by: row.agentName };
}

/** Whether the business was open at an instant. */
export function wasOpen({ pbx, tickets }: Pick<Zoned, "pbx" | "tickets">, at: number): boolean {
  const { hours } = tickets.settings;
  return isOpen(hours, localTimeIn(hours.timeZone ?? pbx.timeZone, at));
}

/** What rules ask of a call, as it is known now. */
export function factsFor(
  integration: KnownIntegration,
  call: Call,
  more: Pick<Surroundings, "open" | "contact">,
): RuleFacts {
  const { tickets, agents } = integration;
  const { settings, choices } = tickets;
  return ruleFactsOf(call, { settings, choices, agents, reading: readingOf(integration), ...more });
}

/** Whether somebody knew the contact of a call before it. */
export function wasKnown({ contactMade, contactByHand }: CallRow): boolean {
  return !contactMade || contactByHand;
}

/** As a clock on the wall shows an instant there. */
export function localTimeIn(zone: string, at: number): LocalTime {
  const local = DateTime.fromMillis(at, { zone });
  return {
    date: local.toFormat("yyyy-MM-dd"),
    yesterday: local.minus({ days: 1 }).toFormat("yyyy-MM-dd"),
    weekday: local.weekday,
    minutes: local.hour * 60 + local.minute,
  };
}
