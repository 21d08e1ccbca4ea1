import { CallsPage } from "@deskline/shared/app";
import { Pool } from "pg";
import { startOwnDatabase } from "../../support/own-database.ts";
import { World } from "../../world/world.ts";
import type { Row } from "../row.ts";
import { fillOffice, numberOf, office } from "./fill.ts";

const kristin = "kristin.hale@example.com";
const rounds = 1_000;
const warmUp = 100;
/** So far down somebody scrolls. */
const deepest = 5;

/** What of a history is looked at: where its first page is, by a number that says whose. */
const views: Record<string, (n: number) => string> = {
  "of a customer": (n) => `user=${n}&numbers=${encodeURIComponent(numberOf(n))}`,
  "of a regular, missed": (n) => `${views["of a customer"]?.(1 + (n % office.regulars))}&only=missed`,
  "of an agent": () => "mine=true",
  "of a ticket": (n) => `ticket=${n}`,
};

/** How long a page of calls takes to come, over HTTP, where there are a million; beside one row by its key. */
export async function benchHistory(stack: AsyncDisposableStack): Promise<Row[]> {
  const databaseUrl = await startOwnDatabase(stack);
  const world = await World.start({ storage: { databaseUrl }, app: "stand_in" });
  stack.defer(() => world.close());
  const pool = new Pool({ connectionString: databaseUrl });
  stack.defer(() => pool.end());
  const began = Date.now();
  await fillOffice(pool, world.integration.id);
  console.error(`${office.calls} calls made in ${Math.round((Date.now() - began) / 1000)} s`);

  const session = await world.session(kristin);
  const rows: Row[] = [];
  const floor = percentile(await floorTimes(pool));
  for (const [what, first] of Object.entries(views)) {
    await pagesOf(world, session, first, warmUp);
    const measured = percentile(await pagesOf(world, session, first, rounds));
    rows.push({
      what: `page of the history ${what}, p99 of ${rounds}`,
      unit: "ms",
      most: 10,
      measured,
      floor,
    });
  }
  return rows;
}

/** How long each of so many pages took: of one after the other, each down to the deepest. */
async function pagesOf(
  world: World,
  session: string,
  first: (n: number) => string,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 1; times.length < count; n += 37) {
    const path = first(1 + (n % office.customers));
    let before = "";
    for (let depth = 0; depth < deepest && times.length < count; depth += 1) {
      const began = performance.now();
      const { status, body } = await world.api(session, "GET", `calls?${path}${before}`);
      times.push(performance.now() - began);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      const { calls, next } = CallsPage.parse(body);
      if (calls.length === 0) throw new Error(`no calls: ${path}`);
      if (next === null) break;
      before = `&before=${next}`;
    }
  }
  return times;
}

/** One row by its key, over one connection: nothing that is kept can be read in less. */
async function floorTimes(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from calls tablesample system (0.5) limit $1",
    [rounds + warmUp],
  );
  const client = await pool.connect();
  try {
    const times: number[] = [];
    for (const { id } of rows) {
      const began = performance.now();
      await client.query("select * from calls where id = $1", [id]);
      times.push(performance.now() - began);
    }
    return times.slice(warmUp);
  } finally {
    client.release();
  }
}

function percentile(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
