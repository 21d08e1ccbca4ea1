import type { ControlInput } from "@deskline/shared/app";
import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import { lockCall, trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { CallOrder, Refusal } from "../pbx/port.ts";
import { controlsAfter, pickChannels } from "./core/controls.ts";
import { pbxFor, type DiallingDeps } from "./deps.ts";
import { numberFor } from "./plan.ts";
import { callOf, saveControls } from "./store.ts";

export type ControlResult =
  { kind: "done"; parkingSlot: string | null } | { kind: "refused"; code: ErrorCode };

/**
 * Has the PBX change a call, by the channel of the agent's own extension and no other: the PBX itself does
 * not know who asks. What comes of it is told by events.
 */
export async function controlCall(
  deps: DiallingDeps,
  agent: Agent,
  callId: string,
  input: ControlInput,
): Promise<ControlResult> {
  const { integration, extension } = agent;
  if (extension === null) return refused("not_bound");
  const call = await callOf(deps.db, integration.id, callId);
  if (call === null) return refused("call_unknown");
  if (call.state === "ended") return refused("call_over");
  if (call.facts === null) return refused("control_not_possible");
  const picked = pickChannels(call.facts, extension, input.action);
  if (picked.kind === "refused") return picked;
  const order = orderFrom(agent, extension, input, picked);
  if (order === null) return refused("number_wrong");
  const answer = await ask(deps, agent, order);
  if (answer.kind === "done") await note(deps, agent, callId, order);
  return answer;
}

function refused(code: ErrorCode): ControlResult {
  return { kind: "refused", code };
}

/** Null when the target of a transfer is no number. */
function orderFrom(
  { integration }: Agent,
  extension: string,
  input: ControlInput,
  { own, other }: { own: string; other: string | null },
): CallOrder | null {
  if (!("target" in input)) return { own, other, action: input.action };
  const number = numberFor(integration, input.target)?.dialled;
  if (number === undefined || number === extension) return null;
  return { own, other, action: input.action, number, permission: extension };
}

async function ask(deps: DiallingDeps, { integration }: Agent, order: CallOrder): Promise<ControlResult> {
  try {
    const { vendor, connection } = await pbxFor(deps, integration);
    const answer = await vendor.control(connection, order);
    if (answer.kind === "done") return answer;
    const { reason, words } = answer;
    const integrationId = integration.id;
    deps.log.info(
      { integrationId, action: order.action, reason, words },
      "the PBX refuses to control a call",
    );
    return refused(codes[reason]);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info(
      { err: error, integrationId: integration.id },
      "the PBX could not be asked to control a call",
    );
    return refused("pbx_unreachable");
  }
}

const codes: Record<Refusal["reason"], ErrorCode> = {
  no_permission: "dial_not_permitted",
  wrong_number: "number_wrong",
  call_over: "call_over",
  not_possible: "control_not_possible",
  not_offered: "control_not_offered",
  other: "control_not_possible",
};

async function note(deps: DiallingDeps, agent: Agent, callId: string, order: CallOrder): Promise<void> {
  const { action } = order;
  const target = "number" in order ? { target: order.number } : {};
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, callId);
    if (call === null) return;
    await trace(
      tx,
      callId,
      "controlled",
      { action, agentId: agent.id, ...target },
      new Date(deps.clock.now()),
    );
    await saveControls(tx, agent.integration.id, callId, controlsAfter(call.controls, action));
  });
}
