import type { MatchedPerson, MatchStep, NumberTest } from "@deskline/shared/admin-contacts";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../storage/database.ts";
import { leftAnyway } from "../tickets/core/left-anyway.ts";
import { wasOpen } from "../tickets/surroundings.ts";
import { choiceOf } from "./choices.ts";
import { effectOf } from "./core/effect.ts";
import { explainMatch, plain } from "./core/explain.ts";
import type { PhoneNumber } from "./core/number.ts";
import { readCaller } from "./core/read-caller.ts";
import { findCaller, knownWith, type ContactFinding } from "./find-caller.ts";
import { isFilled } from "./index-store.ts";
import type { People } from "./ports.ts";
import { matchingOf, readingOf } from "./reading.ts";

/** Says of a number who it is taken to be, step by step, and what a call would do. Nothing is changed. @throws {GatewayError} */
export async function testNumber(
  { db, clock }: { db: Database; clock: Clock },
  people: People,
  integration: KnownIntegration,
  text: string,
): Promise<NumberTest> {
  const caller = readCaller(text, readingOf(integration));
  const number = caller.kind === "number" ? caller.number : null;
  const finding = await findCaller({ db }, people, integration, text);
  const steps = number === null ? [] : await stepsOf(db, integration, number, finding);
  const contact = finding.kind === "one" ? shownIn(steps, finding) : null;
  const found = {
    result: finding.kind,
    name: contact?.name ?? null,
    number,
    signalled: text.trim(),
  };
  const { settings } = integration.tickets;
  const open = wasOpen(integration, clock.now());
  const call = { number: text, reading: readingOf(integration), known: finding.kind === "one", open };
  const effect = (direction: "inbound" | "outbound") =>
    effectOf(found, direction, integration.contacts, leftAnyway(settings, { ...call, direction }));
  return {
    number: text,
    read: number === null ? null : readOf(number),
    result: finding.kind,
    contact,
    steps: [
      {
        step: "read",
        compared: number?.value ?? null,
        people: [],
        result: number === null ? "decided" : "passed",
      },
      ...steps,
    ],
    inbound: effect("inbound"),
    outbound: effect("outbound"),
  };
}

async function stepsOf(
  db: Database,
  integration: KnownIntegration,
  number: PhoneNumber,
  finding: ContactFinding,
): Promise<MatchStep[]> {
  const candidates = (await knownWith(db, integration, number)) ?? [];
  const compared = explainMatch(number, candidates, matchingOf(integration));
  const filled = await isFilled(db, integration.id);
  const chosen = await choiceOf(db, integration.id, number.value);
  const by = finding.kind === "one" ? finding.by : null;
  const fromSearch = finding.kind === "one" && finding.from === "search" && by === null;
  const several = finding.kind === "several" || by === "last_call" || by === "last_updated";
  const only = finding.kind === "one" ? [plain(finding.contact)] : [];
  return [
    ...(fromSearch || by === "remembered" ? compared.map(passOn) : compared),
    {
      step: "search",
      compared: filled ? null : number.ending,
      people: fromSearch ? only : [],
      result: filled ? "skipped" : fromSearch ? "decided" : "passed",
    },
    {
      step: "remembered",
      compared: chosen === null ? null : number.value,
      people: chosen === null ? [] : [plain(chosen)],
      result: by === "remembered" ? "decided" : chosen === null ? "skipped" : "passed",
    },
    {
      step: "several",
      compared: several ? integration.contacts.several : null,
      people: several ? only : [],
      result: several ? (finding.kind === "one" ? "decided" : "passed") : "skipped",
    },
  ];
}

function passOn(step: MatchStep): MatchStep {
  return step.result === "decided" ? { ...step, result: "passed" } : step;
}

function shownIn(steps: MatchStep[], { contact }: Extract<ContactFinding, { kind: "one" }>): MatchedPerson {
  const shown = steps.flatMap((one) => one.people).find((one) => one.userId === contact.userId);
  return shown ?? plain(contact);
}

function readOf(number: PhoneNumber): NonNullable<NumberTest["read"]> {
  const parsed = number.valid ? parsePhoneNumberFromString(number.value) : undefined;
  return {
    value: number.value,
    shown: parsed?.formatInternational() ?? number.value,
    country: parsed?.country ?? null,
    valid: number.valid,
    extension: number.extension === "" ? null : number.extension,
  };
}
