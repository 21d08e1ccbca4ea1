import { defaultTicketSettings, TicketPage, type TicketSettings } from "@deskline/shared/admin-tickets";
import { operatorAt, type ConsoleClient } from "./console-client.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";
import type { ScriptedCall } from "./yeastar/scripted-call.ts";
import type { SimTicket } from "./zendesk/simulator.ts";

export type CallFate = {
  id: string;
  logging: string;
  logging_reason: string | null;
  ticket_id: string | null;
};

/** The settings of tickets as the operator changes them, and calls as they come to their tickets. */
export class TicketsDesk {
  readonly world: World;
  readonly operator: ConsoleClient;

  private constructor(world: World, operator: ConsoleClient) {
    this.world = world;
    this.operator = operator;
  }

  static async of(world: World): Promise<TicketsDesk> {
    return new TicketsDesk(world, await operatorAt(world.service));
  }

  /** Saves the default settings with a change, as the console does. */
  async set(change: Partial<TicketSettings>): Promise<void> {
    const path = `integrations/${this.world.integration.id}/tickets`;
    const { version } = TicketPage.parse((await this.operator.ask("GET", path)).body);
    const settings = { ...defaultTicketSettings, ...change };
    const saved = await this.operator.ask("PUT", path, { version, settings });
    if (saved.status !== 200) throw new Error(`not saved: ${JSON.stringify(saved.body)}`);
  }

  /** An inbound call that Kristin answers, and that is over. */
  talk(from = "5503309"): ScriptedCall {
    const call = this.world.pbx.inbound({ from, did: "1000", to: "2005" });
    call.ring("2005");
    call.wait(5);
    call.answer("2005");
    call.wait(60);
    call.hangUp();
    return call;
  }

  /** The call is noted as dialled from a ticket, as the app has it. */
  async dialledFrom(call: ScriptedCall, ticketId: number): Promise<void> {
    const noted = "update calls set dialled_from_ticket = $1 where pbx_call_id = $2 returning id";
    await until("the call to be known", async () => {
      return (await this.world.query(noted, [ticketId, call.callId])).length > 0;
    });
  }

  async fateOf(call: ScriptedCall): Promise<CallFate | undefined> {
    const [row] = await this.world.query<CallFate>("select * from calls where pbx_call_id = $1", [
      call.callId,
    ]);
    return row;
  }

  /** Waits until the call has become that. */
  async become(call: ScriptedCall, logging: string): Promise<CallFate> {
    await until(
      `the call to be ${logging}`,
      async () => (await this.fateOf(call))?.logging === logging,
    ).catch(async (error: unknown) => {
      const steps = await this.stepsOf(call);
      throw new Error(
        `${String(error)}\n${JSON.stringify(steps)}\n${this.world.service.output().slice(-3000)}`,
      );
    });
    const row = await this.fateOf(call);
    if (row === undefined) throw new Error("the call is gone");
    return row;
  }

  /** Waits until the call stands in a ticket, and gives that. */
  async ticketOf(call: ScriptedCall): Promise<SimTicket> {
    const { ticket_id: id } = await this.become(call, "done");
    const found = this.world.zendesk.tickets().find((one) => one.id === Number(id));
    if (found === undefined) throw new Error("there is no such ticket");
    return found;
  }

  async stepsOf(call: ScriptedCall): Promise<{ step: string; detail: Record<string, unknown> }[]> {
    return this.world.query(
      "select step, detail from call_trace t join calls c on c.id = t.call_id where c.pbx_call_id = $1 order by t.id",
      [call.callId],
    );
  }

  /** Waits until a line of the call's trace says so. */
  async stepped(call: ScriptedCall, step: string): Promise<Record<string, unknown>> {
    const find = async () => (await this.stepsOf(call)).find((one) => one.step === step);
    await until(`the trace to say ${step}`, async () => (await find()) !== undefined);
    return (await find())?.detail ?? {};
  }

  /** What was written of tickets and calls in Zendesk, applied or not. */
  writes(): string[] {
    return this.world.zendesk
      .requests()
      .filter(
        (one) => one.method !== "GET" && /\/(tickets|calls|uploads)(\/\d+(\/comments)?)?$/.test(one.path),
      )
      .map((one) => `${one.method} ${one.path.replace("/api/v2/", "").replace(/\d+/, "N")} ${one.status}`);
  }
}
