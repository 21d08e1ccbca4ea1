import { expect, test } from "vitest";
import type { Zaf } from "../zaf/zaf.ts";
import { onDialOut, type DialOutOrder } from "./dial-out.ts";

function listen() {
  const orders: DialOutOrder[] = [];
  const clock = { now: 0 };
  let hear: (data: unknown) => void = () => undefined;
  const zaf = { on: (_: string, handler: typeof hear) => ((hear = handler), () => undefined) };
  onDialOut(
    zaf as unknown as Zaf,
    (order) => orders.push(order),
    () => clock.now,
  );
  return { orders, clock, hear: (data: unknown) => hear(data) };
}

test.each([
  [
    { number: "+442079460123", userId: "411", ticketId: 36 },
    { number: "+442079460123", userId: 411, ticketId: 36 },
  ],
  [
    { number: "+442079460123", userId: null },
    { number: "+442079460123", userId: null, ticketId: null },
  ],
  [{ ticketId: 36 }, { number: null, userId: null, ticketId: 36 }],
  [{ number: " " }, { number: null, userId: null, ticketId: null }],
  [undefined, { number: null, userId: null, ticketId: null }],
])("%j is understood", (data, order) => {
  const { orders, hear } = listen();
  hear(data);
  expect(orders).toEqual([order]);
});

test("one click that is told twice dials once; another number, ticket or second click dials again", () => {
  const { orders, clock, hear } = listen();
  hear({ number: "1", ticketId: 1 });
  clock.now = 999;
  hear({ number: "1", ticketId: 1 });
  hear({ number: "2", ticketId: 1 });
  hear({ number: "2", ticketId: 2 });
  clock.now = 2_500;
  hear({ number: "2", ticketId: 2 });
  expect(orders.map(({ number, ticketId }) => `${number} ${ticketId}`)).toEqual(["1 1", "2 1", "2 2", "2 2"]);
});
