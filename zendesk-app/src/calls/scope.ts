import type { CallsQuery, CallView } from "@deskline/shared/app";
import { fitting } from "../api/fitting.ts";

/** Whose calls a list shows. */
export type Scope =
  | { kind: "mine"; only?: "missed" }
  | { kind: "user"; user: number; numbers: string[]; only?: "missed" }
  | { kind: "ticket"; ticket: number };

/** The query of `GET /api/app/calls` that gives the list. */
export function queryOf(scope: Scope): CallsQuery {
  switch (scope.kind) {
    case "mine":
      return { mine: "true", ...onlyOf(scope) };
    case "user":
      return { user: scope.user, numbers: fitting(scope.numbers), ...onlyOf(scope) };
    case "ticket":
      return { ticket: scope.ticket };
  }
}

function onlyOf({ only }: { only?: "missed" }): { only?: "missed" } {
  return only === undefined ? {} : { only };
}

/** Whether a call that the live stream tells of stands in the list. */
export function belongs(call: CallView, scope: Scope, extension: string | null): boolean {
  switch (scope.kind) {
    case "mine":
      return isMine(call, extension) && fits(call, scope.only);
    case "user":
      return isOfUser(call, scope) && fits(call, scope.only);
    case "ticket":
      return call.ticketId === scope.ticket;
  }
}

function isMine(call: CallView, extension: string | null): boolean {
  if (extension === null) return false;
  return call.dialledBy?.number === extension || call.phones.some(({ number }) => number === extension);
}

function isOfUser(call: CallView, { user, numbers }: { user: number; numbers: string[] }): boolean {
  if (call.candidates?.some(({ userId }) => userId === user) === true) return true;
  return numbers.some((number) => sameNumber(number, call.e164 ?? call.number ?? ""));
}

/** Nobody of the house took it, and it is over. */
export function isMissed({ state, direction, outcome }: CallView): boolean {
  return state === "ended" && direction === "inbound" && outcome !== "answered";
}

function fits(call: CallView, only: "missed" | undefined): boolean {
  return only === undefined || isMissed(call);
}

/** Whether two spellings can be one number: with and without the country in front. */
function sameNumber(one: string, other: string): boolean {
  const [shorter = "", longer = ""] = [one, other]
    .map((number) => number.replaceAll(/\D/g, "").replace(/^0+/, ""))
    .sort((a, b) => a.length - b.length);
  return shorter === longer ? shorter !== "" : shorter.length >= 7 && longer.endsWith(shorter);
}
