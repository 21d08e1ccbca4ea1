import type { CallRecord } from "./event.ts";
import { compare, withRecord, type CallFacts } from "./facts.ts";

const quarterHourMs = 15 * 60_000;
const roundingMs = 60_000;
/** Between the PBX's clock and ours. */
const clockDifferenceMs = 5 * 60_000;

/** CDR rows by the time their stage began; of two that began together the shorter-numbered destination first. */
export function recordsInOrder(facts: CallFacts): CallRecord[] {
  return inTrueTime(facts).sort(
    (a, b) =>
      compare(a.startedAt, b.startedAt) ||
      compare(answeredAtOf(a), answeredAtOf(b)) ||
      compare(a.to, b.to) ||
      compare(a.from, b.from) ||
      compare(a.status, b.status),
  );
}

/** Local times that are off by a wrong time zone are put right; rows that only differed by it become one. */
function inTrueTime(facts: CallFacts): CallRecord[] {
  const error = zoneError(facts);
  if (error === 0) return Object.values(facts.records);
  const records = Object.values(facts.records).reduce<CallFacts["records"]>(
    (sum, row) => withRecord(sum, row.localAt === null ? row : { ...row, startedAt: row.startedAt - error }),
    {},
  );
  return Object.values(records);
}

/**
 * By how many ms, in whole quarter hours, the local times of a call's rows are off because the time zone is
 * set wrong; 0 when they fit. The call's identifier tells its start without a zone, by the same clock: the
 * first row must begin then. None can begin before; that all began later is only believed when one
 * of them would have ended well after it was told.
 */
export function zoneError(facts: CallFacts): number {
  const { startedAtHint } = facts;
  const local = Object.values(facts.records).filter((row) => row.localAt !== null);
  if (startedAtHint === null || local.length === 0) return 0;
  const late = Math.min(...local.map((row) => row.startedAt)) - startedAtHint;
  const error = Math.round(late / quarterHourMs) * quarterHourMs;
  if (Math.abs(late - error) > roundingMs) return 0;
  const inFuture = local.some((row) => endOf(row) > (row.localAt ?? 0) + clockDifferenceMs);
  return late < 0 || inFuture ? error : 0;
}

/** A stage is answered when its talk time begins. */
export function answeredAtOf(record: CallRecord): number {
  return record.startedAt + record.durationMs - record.talkMs;
}

export function endOf(record: CallRecord): number {
  return record.startedAt + record.durationMs;
}

/**
 * Time covered by the rows' conversations. A talk time that a queue row repeats from its agent's
 * row, or a summary row from its stages, overlaps and so counts once.
 */
export function talkMsOf(records: CallRecord[]): number {
  const talks = records
    .filter((row) => row.talkMs > 0)
    .map((row) => ({ from: answeredAtOf(row), until: endOf(row) }))
    .sort((a, b) => compare(a.from, b.from));
  let total = 0;
  let coveredUntil = Number.NEGATIVE_INFINITY;
  for (const talk of talks) {
    total += Math.max(0, talk.until - Math.max(talk.from, coveredUntil));
    coveredUntil = Math.max(coveredUntil, talk.until);
  }
  return total;
}
