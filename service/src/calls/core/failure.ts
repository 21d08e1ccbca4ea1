import type { FailureKind } from "@deskline/shared/calls";
import { talked } from "./channels.ts";
import type { FailureReason } from "./event.ts";
import type { Evidence } from "./parties.ts";

/** What says most about why comes first. */
const byWeight: FailureKind[] = [
  "no_permission",
  "wrong_number",
  "no_line",
  "busy",
  "declined",
  "no_answer",
  "unreachable",
  "failed",
];

/** Of a running call only what follows from an order: of several phones that ring, one may well be engaged. */
const ofOrders: ReadonlySet<FailureKind> = new Set(["no_permission", "wrong_number", "no_line"]);

/** The failure that explains the call best; null when it needs no explanation. */
export function failureOf(e: Evidence, ended: boolean, answered: boolean): FailureReason | null {
  if (ended && answered) return null;
  const told = Object.entries(e.facts.failures)
    .map(([words, kind]) => ({ kind, words }))
    .filter(({ kind }) => ended || ofOrders.has(kind))
    .sort((a, b) => byWeight.indexOf(a.kind) - byWeight.indexOf(b.kind));
  const [first] = told;
  if (first?.kind === "unreachable" && stoppedAtDialler(e)) return { ...first, kind: "phone_not_registered" };
  return first ?? null;
}

/** Whether a call dialled through us came no further than to the phone of whoever had it dialled. */
function stoppedAtDialler({ facts, channels }: Evidence): boolean {
  const { dialled } = facts;
  if (dialled === undefined) return false;
  return channels.every(
    (channel) => channel.kind === "extension" && channel.party === dialled.extension && !talked(channel),
  );
}
