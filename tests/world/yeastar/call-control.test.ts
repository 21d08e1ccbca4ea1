import { describe, expect, test } from "vitest";
import { ask, pbx, rowsOf, simulatorPerTest } from "./session.ts";

simulatorPerTest();

describe("call control", () => {
  function channelOf(number: string): string {
    const channel = pbx
      .calls()[0]
      ?.channels()
      .findLast((each) => each.number === number && each.status !== "BYE");
    return channel?.channelId ?? "";
  }

  function statuses(): string[] {
    return (
      pbx
        .calls()[0]
        ?.channels()
        .map(({ number, status }) => `${number} ${status}`) ?? []
    );
  }

  function talking(): void {
    const call = pbx.inbound({ from: "5503309", to: "2005" });
    call.ring("2005");
    call.answer("2005");
  }

  test("dialling rings the agent first, then the customer", async () => {
    const reply = await ask("call/dial", {
      caller: "2005",
      callee: "+442079460123",
      dial_permission: "2005",
    });
    const call = pbx.call(String(reply.call_id));
    expect(statuses()).toEqual(["2005 RING"]);
    call.answer("2005");
    expect(statuses()).toEqual(["2005 ANSWER", "+442079460123 RING"]);
    call.remoteAnswers();
    expect(statuses()).toEqual(["2005 ANSWERED", "+442079460123 ANSWER"]);
  });

  test("hold, resume and hang up; a finished channel is 70130", async () => {
    talking();
    const agent = { channel_id: channelOf("2005") };
    expect((await ask("call/unhold", agent)).errcode).toBe(70132);
    expect((await ask("call/hold", agent)).errcode).toBe(0);
    expect(statuses()).toEqual(["5503309 ANSWERED", "2005 HOLD"]);
    pbx.switches.signalledUnhold = "ANSWERED";
    expect((await ask("call/unhold", agent)).errcode).toBe(0);
    expect(statuses()).toEqual(["5503309 ANSWERED", "2005 ANSWERED"]);
    expect((await ask("call/mute", agent)).errcode).toBe(0);
    expect((await ask("call/record_pause", agent)).errcode).toBe(0);
    expect((await ask("call/record_unpause", agent)).errcode).toBe(0);
    expect((await ask("call/hangup", agent)).errcode).toBe(0);
    expect((await ask("call/hangup", agent)).errcode).toBe(70130);
    expect(pbx.cdr()).toHaveLength(1);
  });

  test("a blind transfer names the customer's channel, an attended one the agent's", async () => {
    talking();
    const order = { type: "blind", number: "2006", dial_permission: "2005" };
    expect((await ask("call/transfer", { ...order, channel_id: channelOf("2005") })).errcode).toBe(70132);
    expect((await ask("call/transfer", { ...order, channel_id: channelOf("5503309") })).errcode).toBe(0);
    expect(statuses()).toEqual(["5503309 ANSWERED", "2005 BYE", "2006 RING"]);
    pbx.calls()[0]?.answer("2006");
    const agent = { type: "attended", channel_id: channelOf("2006") };
    expect((await ask("call/transfer", { ...agent, number: "2007", dial_permission: "2006" })).errcode).toBe(
      0,
    );
    pbx.calls()[0]?.answer("2007");
    expect((await ask("call/transfer", { ...agent, attended_operate: "swap" })).errcode).toBe(0);
    expect((await ask("call/transfer", { ...agent, attended_operate: "complete" })).errcode).toBe(0);
    expect(statuses().filter((each) => !each.endsWith("BYE"))).toEqual(["5503309 ANSWERED", "2007 ANSWER"]);
  });

  test("parking answers with the slot, a query shows the members", async () => {
    talking();
    expect(rowsOf(await ask("call/query?type=inbound"))).toMatchObject([
      { members: [{ inbound: { from: "5503309" } }, { extension: { number: "2005" } }] },
    ]);
    expect(await ask("call/park", { channel_id: channelOf("5503309") })).toMatchObject({
      parking_slot: "6000",
    });
    expect(rowsOf(await ask("call/query?extension=2005"))).toEqual([]);
  });
});
