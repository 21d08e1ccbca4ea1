import { callerNumber, storedNumber } from "../../contacts/core/number.ts";

/** Whose calls are listed. */
export type Whose =
  | { kind: "extension"; extension: string | null }
  | { kind: "outside"; userId: number | null; keys: string[] }
  | { kind: "ticket"; ticketId: number };

export type Asked = {
  mine?: boolean | undefined;
  user?: number | undefined;
  numbers?: string | undefined;
  ticket?: number | undefined;
};

const mostNumbers = 50;

/** Null when it is not said whose calls are meant, or several at once are. */
export function whoseCalls(
  { mine, user, numbers, ticket }: Asked,
  agent: { extension: string | null },
  country: string,
): Whose | null {
  const outside = user !== undefined || numbers !== undefined;
  const asked = [mine === true, ticket !== undefined, outside].filter(Boolean);
  if (asked.length !== 1) return null;
  if (mine === true) return { kind: "extension", extension: agent.extension };
  if (ticket !== undefined) return { kind: "ticket", ticketId: ticket };
  const given = (numbers ?? "").split(",").slice(0, mostNumbers);
  return { kind: "outside", userId: user ?? null, keys: keysOf(given, country) };
}

/**
 * What the numbers are compared by, in every way that a caller of theirs may have been signalled: as somebody
 * wrote them down, and as the network tells them.
 */
function keysOf(numbers: string[], country: string): string[] {
  const keys = numbers.flatMap((number) => {
    const caller = callerNumber(number, country);
    return caller === null ? [] : [caller.value, storedNumber(number, country).value];
  });
  return [...new Set(keys)];
}
