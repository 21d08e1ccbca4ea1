import { z } from "zod";
import { TicketSettings } from "./admin-tickets.ts";
import type { TicketRule } from "./admin-ticket-rules.ts";

/** Settings of tickets as somebody enters them. What a version before has kept of the kind that is refused here is still read. */

type Wrong = { path: (string | number)[]; message: string };

export const EnteredTicketSettings = TicketSettings.superRefine(({ rules, hours }, context) => {
  const wrong = [...rules.flatMap(wrongInRule), ...hours.week.flatMap(wrongInDay)];
  for (const { path, message } of wrong) context.addIssue({ code: "custom", path, message });
});

/** `PUT …/tickets`: all of it. Refused when `version` is not the present one, or a template is wrong. */
export const TicketSettingsInput = z.object({ version: z.number(), settings: EnteredTicketSettings });
export type TicketSettingsInput = z.infer<typeof TicketSettingsInput>;

function wrongInRule({ id, when }: TicketRule, at: number, rules: readonly TicketRule[]): Wrong[] {
  const twice = rules.findIndex((one) => one.id === id) < at;
  const conditions = Object.entries(when).flatMap(([name, condition]): Wrong[] => {
    const message = whyNever(condition);
    return message === null ? [] : [{ path: ["rules", at, "when", name], message }];
  });
  const own = { path: ["rules", at, "id"], message: "Another rule has this id." };
  return [...(twice ? [own] : []), ...conditions];
}

/** Why a condition can never hold; null where it can. */
function whyNever(condition: TicketRule["when"][keyof TicketRule["when"]]): string | null {
  if (condition === undefined || typeof condition === "string") return null;
  if (Array.isArray(condition))
    return condition.length === 0 ? "An empty list never holds. Leave the condition out." : null;
  const { min, max } = condition;
  const isNever = min !== null && max !== null && min > max;
  return isNever ? "The least is more than the most, so it never holds." : null;
}

function wrongInDay(day: TicketSettings["hours"]["week"][number], at: number): Wrong[] {
  return day.flatMap(({ from }, index) =>
    from === "24:00"
      ? [
          {
            path: ["hours", "week", at, index, "from"],
            message: "24:00 is an end. What begins then is 00:00 of the next day.",
          },
        ]
      : [],
  );
}
