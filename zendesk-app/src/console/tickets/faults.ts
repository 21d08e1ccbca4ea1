import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { unsaid } from "./conditions.ts";
import { templatesIn, type Where } from "./templates-in.ts";
import type { Checks } from "./use-template-checks.ts";
import { isZone } from "./zone.ts";

export type Fault = { kind: "template" | "rule" | "zone"; tab: Where["tab"] | "hours"; opens: string | null };

/** What has to be put right before the settings can be saved, from the top of the page to its end. */
export function faultsIn(settings: TicketSettings, checks: Checks): Fault[] {
  const wrong = templatesIn(settings).filter((one) => (checks(one)?.errors.length ?? 0) > 0);
  const open = settings.rules.filter(({ when }) => unsaid(when).length > 0);
  const zone = settings.hours.timeZone;
  return [
    ...wrong.map(({ where }): Fault => ({ kind: "template", ...where })),
    ...open.map(({ id }): Fault => ({ kind: "rule", tab: "rules", opens: id })),
    ...(zone === null || isZone(zone) ? [] : [{ kind: "zone", tab: "hours", opens: null } satisfies Fault]),
  ];
}
