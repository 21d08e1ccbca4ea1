import { startOwnDatabase } from "../../support/own-database.ts";
import { AppWorld } from "../../world/app-world.ts";
import type { Row } from "../row.ts";
import { prepareFrontEnds } from "./front-ends.ts";
import { scriptBytes } from "./script-bytes.ts";
import { usableAfterMs } from "./usable.ts";

const callsInHistory = 20;
const rounds = 3;
/** Chromium keeps what it compiled of a file from its second use on, and begins with it at the third. */
const ticketsPerRound = 3;
const places = [
  "ticket_sidebar",
  "new_ticket_sidebar",
  "user_sidebar",
  "top_bar",
  "background",
  "nav_bar",
] as const;

/** What each location loads, and how soon the ticket sidebar can be used on a machine four times slower. */
export async function benchApp(stack: AsyncDisposableStack): Promise<Row[]> {
  const frontEnds = await prepareFrontEnds(stack);
  const databaseUrl = await startOwnDatabase(stack);
  const at = await AppWorld.start({ storage: { databaseUrl }, app: { directory: frontEnds.directory } });
  stack.defer(() => at.close());
  const ticketIds = await ticketsWithHistory(at);

  await frontEnds.show("floor");
  const [floorBytes = 0] = await scriptBytes(at, ticketIds[0], ["ticket_sidebar"]);
  await frontEnds.show("app");
  const bytes = await scriptBytes(at, ticketIds[0], places);
  const sizes = places.map((place, index): Row => ({
    what: `JavaScript of ${place}, compressed`,
    unit: "kB",
    most: 150,
    measured: (bytes[index] ?? 0) / 1000,
    floor: floorBytes / 1000,
  }));

  const first = { app: [] as number[], floor: [] as number[] };
  const later = { app: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // In turns, so that whatever else the machine does strikes both.
    for (const which of ["floor", "app"] as const) {
      const times = await usableAfterMs(at, frontEnds, ticketIds, which);
      first[which].push(times[0] ?? 0);
      later[which].push(times.at(-1) ?? 0);
      console.error(`round ${round + 1} of ${rounds}, ${which}: usable after ${list(times)} ms`);
    }
  }
  return [
    ...sizes,
    {
      what: "ticket sidebar usable, processor 4 × slower, nothing cached",
      unit: "ms",
      most: 1000,
      measured: median(first.app),
      floor: median(first.floor),
    },
    {
      what: "ticket sidebar usable, processor 4 × slower, at the third ticket",
      unit: "ms",
      most: 1000,
      measured: median(later.app),
      floor: median(later.floor),
    },
  ];
}

/** Tickets whose requester has as many calls as the first page of the history holds. */
async function ticketsWithHistory(at: AppWorld): Promise<[number, ...number[]]> {
  for (let count = 1; count <= callsInHistory; count += 1) {
    const call = at.world.pbx.inbound({ from: "5503309", did: "1000", to: "2005" });
    call.ring("2005");
    call.wait(5);
    if (count % 3 > 0) call.answer("2005");
    call.wait(30 + count);
    call.hangUp("5503309");
    await at.world.settled(count);
  }
  const { id } = at.world.customer;
  const others = Array.from({ length: ticketsPerRound - 1 }, (_, index) => at.ticketOf(id, `Order ${index}`));
  return [await at.ticketOf(id), ...(await Promise.all(others))];
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const list = (values: number[]): string => values.map((value) => Math.round(value)).join(", ");
