import type { CallRecord } from "./event.ts";
import { compare, type CallFacts } from "./facts.ts";

/** CDR rows by the time their stage began; of two that began together the shorter-numbered destination first. */
export function recordsInOrder(facts: CallFacts): CallRecord[] {
  return Object.values(facts.records).sort(
    (a, b) =>
      compare(a.startedAt, b.startedAt) ||
      compare(answeredAtOf(a), answeredAtOf(b)) ||
      compare(a.to, b.to) ||
      compare(a.from, b.from) ||
      compare(a.status, b.status),
  );
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
