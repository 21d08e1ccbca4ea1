import { DateTime } from "luxon";
import type { Call } from "../calls/core/call.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { showInZone } from "../platform/show-time.ts";
import { isOpen, type LocalTime } from "./core/hours.ts";
import type { Note } from "./core/note.ts";
import type { CallContext } from "./core/values.ts";

export type Zoned = Pick<KnownIntegration, "names" | "agents" | "pbx" | "tickets">;

/** What tickets and templates tell of a call, in the time zone of the PBX. */
export function contextOf(
  { names, agents, pbx, tickets }: Zoned,
  call: Call,
  more: { note: Note | null; contactName: string | null },
): CallContext {
  const zone = pbx.timeZone;
  const { hours } = tickets.settings;
  return {
    names,
    agents,
    ...more,
    showTime: (at) => showInZone(at, zone),
    localDate: (at) => DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd"),
    localTime: (at) => DateTime.fromMillis(at, { zone }).toFormat("HH:mm:ss"),
    open: isOpen(hours, localTimeIn(hours.timeZone ?? zone, call.startedAt)),
  };
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
