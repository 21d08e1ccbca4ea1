import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { callerNumber } from "@deskline/service/contacts/core/number";
import { peopleWithEnding, peopleWithNumber } from "@deskline/service/contacts/people-store";
import { createLogger } from "@deskline/service/platform/logger";
import { openDatabase, type Connection } from "@deskline/service/storage/database";
import { sql } from "@deskline/service/storage/drizzle";
import { startOwnDatabase } from "../../support/own-database.ts";
import { operatorAt } from "../../world/console-client.ts";
import { World } from "../../world/world.ts";
import type { Row } from "../row.ts";
import { pages, phoneOf, startManyUsers, users, type ManyUsers } from "./many-users.ts";

/** Zendesk allows ten pages a minute: here a minute is so short. */
const minuteMs = 3000;
const perMinute = 10;
/** When the next minute begins is told in whole seconds: so much of each may pass unused, however short it is here. */
const toldWithinMs = 1000;
const lookups = 2000;

/** How fully the allowed rate is used while half a million users are read, in how much memory, and how soon one of them is found then. */
export async function benchContacts(stack: AsyncDisposableStack): Promise<Row[]> {
  const databaseUrl = await startOwnDatabase(stack);
  const made: ManyUsers[] = [];
  const world = await World.start({
    storage: { databaseUrl },
    app: "stand_in",
    before: async (account) => {
      const many = await startManyUsers(account, minuteMs);
      made.push(many);
      return many.url;
    },
  });
  stack.defer(() => world.close());
  const [many] = made;
  if (many === undefined) throw new Error("nothing stands before the account");
  stack.defer(() => many.close());
  const { tookMs, residentKb } = await fill(world);
  const floorMs = (pages / perMinute - 1) * minuteMs;
  console.error(`${users} users in ${many.asked()} requests, ${many.refused()} refused`);
  return [
    {
      what: `reading ${users} users at the allowed rate, a minute of ${minuteMs / 1000} s`,
      unit: "ms",
      most: floorMs + (pages / perMinute) * toldWithinMs,
      measured: tookMs,
      floor: floorMs,
    },
    { what: "memory meanwhile, at most", unit: "kB", most: 300_000, measured: residentKb, floor: 1 },
    ...(await lookUp(databaseUrl)),
  ];
}

async function fill(world: World): Promise<{ tookMs: number; residentKb: number }> {
  const operator = await operatorAt(world.service);
  await world.query(
    "update contact_index set next_at = now(), begun_at = now() - interval '2 minutes', trouble = 'held'",
  );
  const began = performance.now();
  await operator.ask("POST", `integrations/${world.integration.id}/contacts/read`);
  let residentKb = 0;
  for (;;) {
    const status = await readFile(`/proc/${world.service.pid}/status`, "utf8");
    residentKb = Math.max(residentKb, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0));
    const [row] = await world.query<{ people_read: number; filled: boolean; trouble: string | null }>(
      "select people_read, filled_at is not null as filled, trouble from contact_index",
    );
    if (row?.filled === true) return { tookMs: performance.now() - began, residentKb };
    await sleep(200);
  }
}

/** What the database itself needs, as it says, of numbers that are there and of some that are not. */
async function lookUp(databaseUrl: string): Promise<Row[]> {
  const { db, close } = openDatabase(databaseUrl, createLogger("silent"), { max: 1 });
  try {
    await db.execute(sql`analyze contact_people, contact_numbers`);
    const { rows } = await db.execute<{ id: string }>(sql`select integration_id as id from contact_index`);
    const id = rows[0]?.id ?? "";
    const times: number[] = [];
    const timed = {
      execute: async (query: ReturnType<typeof sql>) => {
        const explained = await db.execute<{ "QUERY PLAN": { "Execution Time": number }[] }>(
          sql`explain (analyze, format json) ${query}`,
        );
        times.push(explained.rows[0]?.["QUERY PLAN"][0]?.["Execution Time"] ?? Number.NaN);
        return { rows: [] };
      },
    } as unknown as Connection;
    for (let n = 0; n < lookups; n += 1) {
      const caller = callerNumber(phoneOf((n * 997) % (users * 2)), "US");
      if (caller === null) throw new Error("that is no number");
      await peopleWithNumber(timed, id, caller);
      await peopleWithEnding(timed, id, caller);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    return [
      {
        what: `a number among them, in the database, p99 of ${sorted.length}`,
        unit: "ms",
        most: 1,
        measured: at(0.99),
        floor: at(0.5),
      },
    ];
  } finally {
    await close();
  }
}
