import { CallEngine, type CallMaker } from "./calls.ts";
import { Directory, type NewExtension } from "./directory.ts";
import { disturb, seededRandom } from "./disturb.ts";
import { switchesFrom, type YeastarOptions } from "./options.ts";
import type { ScriptedCall } from "./scripted-call.ts";
import type { Envelope } from "./wire.ts";

/** Somewhere the sample office can be set up: a directory or a simulator. */
export type Office = {
  addExtension(extension: NewExtension): void;
  addTrunk(name: string): void;
  addQueue(queue: { number: string; name: string; agents: string[] }): void;
  addRingGroup(group: { number: string; name: string; members: string[] }): void;
  addIvr(ivr: { number: string; name: string }): void;
};

/** The people and numbers every scenario speaks of. */
export function furnish(office: Office): void {
  office.addTrunk("sip-main");
  office.addExtension({
    number: "2005",
    name: "Kristin Hale",
    email: "kristin.hale@example.com",
    mobile: "+442079460123",
  });
  office.addExtension({ number: "2006", name: "Marcus Webb", email: "marcus.webb@example.com" });
  office.addExtension({ number: "2007", name: "Ana Torres", email: "ana.torres@example.com" });
  office.addRingGroup({ number: "6300", name: "Sales", members: ["2005", "2006", "2007"] });
  office.addQueue({ number: "6400", name: "Support", agents: ["2005", "2006", "2007"] });
  office.addIvr({ number: "6200", name: "Main menu" });
}

const customer = { from: "5503309", did: "1000" };
const outside = "+442079460123";

export const scenarios = {
  direct(pbx) {
    const call = direct(pbx);
    call.wait(12);
    call.answer("2005");
    call.wait(83);
    call.hangUp("5503309");
    return [call];
  },
  directOutbound(pbx) {
    const call = pbx.outbound({ extension: "2005", to: outside });
    call.wait(2);
    call.remoteRings();
    call.wait(7);
    call.remoteAnswers();
    call.wait(61);
    call.hangUp("2005");
    return [call];
  },
  outboundNoAnswer(pbx) {
    const call = pbx.outbound({ extension: "2005", to: outside });
    call.remoteRings();
    call.wait(30);
    call.hangUp("2005");
    return [call];
  },
  outboundBusy(pbx) {
    const call = pbx.outbound({ extension: "2005", to: outside });
    call.wait(2);
    call.remoteBusy();
    call.wait(3);
    call.hangUp("2005");
    return [call];
  },
  ringGroup(pbx) {
    const call = pbx.inbound({ ...customer, to: "6300" });
    for (const extension of ["2005", "2006", "2007"]) call.ring(extension);
    call.wait(9);
    call.answer("2006");
    call.wait(45);
    call.hangUp("5503309");
    return [call];
  },
  queueThreeAgents(pbx) {
    const call = pbx.inbound({ ...customer, to: "6400" });
    callAgentsInTurn(call, ["2005", "2006"]);
    call.ring("2007");
    call.wait(6);
    call.answer("2007");
    call.wait(120);
    call.hangUp("5503309");
    return [call];
  },
  queueMissed(pbx) {
    const call = pbx.inbound({ ...customer, to: "6400" });
    callAgentsInTurn(call, ["2005", "2006", "2007"]);
    call.wait(4);
    call.hangUp("5503309");
    return [call];
  },
  ivrThenQueue(pbx) {
    const call = pbx.inbound({ ...customer, to: "6200" });
    call.wait(8);
    call.enterQueue("6400");
    call.wait(10);
    call.ring("2005");
    call.wait(5);
    call.answer("2005");
    call.wait(70);
    call.hangUp("2005");
    return [call];
  },
  blindTransfer(pbx) {
    const call = talking(pbx);
    call.transferBlind("2005", "2006");
    call.wait(6);
    call.answer("2006");
    call.wait(40);
    call.hangUp("5503309");
    return [call];
  },
  attendedTransfer(pbx) {
    const call = talking(pbx);
    call.transferAttended("2005", "2006");
    call.wait(5);
    call.answer("2006");
    call.wait(15);
    call.completeTransfer();
    call.wait(50);
    call.hangUp("5503309");
    return [call];
  },
  forwardToMobile(pbx) {
    const call = direct(pbx);
    call.wait(10);
    call.forward("2005", outside);
    call.wait(4);
    call.remoteRings();
    call.wait(3);
    call.remoteAnswers();
    call.wait(33);
    call.hangUp("5503309");
    return [call];
  },
  voicemail(pbx) {
    const call = direct(pbx);
    call.wait(20);
    call.voicemail("2005");
    call.wait(17);
    call.hangUp("5503309");
    return [call];
  },
  busy(pbx) {
    const call = direct(pbx);
    call.wait(3);
    call.busy("2005");
    call.wait(2);
    call.hangUp("5503309");
    return [call];
  },
  noAnswer(pbx) {
    const call = direct(pbx);
    call.wait(30);
    call.hangUp();
    return [call];
  },
  callerHangsUpWhileRinging(pbx) {
    const call = direct(pbx);
    call.wait(7);
    call.hangUp("5503309");
    return [call];
  },
  twoDevicesOneExtension(pbx) {
    const call = direct(pbx);
    call.ring("2005");
    call.wait(6);
    call.answer("2005");
    call.wait(25);
    call.hangUp("5503309");
    return [call];
  },
  internal(pbx) {
    const call = pbx.internal({ from: "2005", to: "2006" });
    call.wait(4);
    call.answer("2006");
    call.wait(20);
    call.hangUp("2006");
    return [call];
  },
  apiDialled(pbx) {
    const call = pbx.dial({ caller: "2005", callee: outside, dialPermission: "2005" });
    call.wait(4);
    call.answer("2005");
    call.wait(3);
    call.remoteRings();
    call.wait(5);
    call.remoteAnswers();
    call.wait(48);
    call.hangUp("2005");
    return [call];
  },
  /** Nothing but the 30012 arrives. */
  recordOnly(pbx) {
    const call = pbx.inbound({ ...customer, to: "2005", onlyRecord: true });
    call.ring("2005");
    call.wait(12);
    call.answer("2005");
    call.wait(83);
    call.hangUp("5503309");
    return [call];
  },
  withheld(pbx) {
    const call = pbx.inbound({ from: "anonymous", did: "1000", to: "2005" });
    call.ring("2005");
    call.wait(8);
    call.answer("2005");
    call.wait(30);
    call.hangUp("anonymous");
    return [call];
  },
} satisfies Record<string, (pbx: CallMaker) => ScriptedCall[]>;

export type ScenarioName = keyof typeof scenarios;

export function scenarioNames(): ScenarioName[] {
  return Object.keys(scenarios) as ScenarioName[];
}

/** 5503309 calls DID 1000, which is 2005's own number; her phone rings. */
function direct(pbx: CallMaker): ScriptedCall {
  const call = pbx.inbound({ ...customer, to: "2005" });
  call.ring("2005");
  return call;
}

/** As `direct`, and they have been talking for half a minute. */
function talking(pbx: CallMaker): ScriptedCall {
  const call = direct(pbx);
  call.wait(5);
  call.answer("2005");
  call.wait(30);
  return call;
}

function callAgentsInTurn(call: ScriptedCall, agents: readonly string[]): void {
  for (const agent of agents) {
    call.ring(agent);
    call.wait(15);
    call.agentMissed("6400", agent);
  }
}

/** 2026-09-21 14:03:21 in Berlin. */
export const sampleStart = Date.parse("2026-09-21T12:03:21Z");

/** The events of one scenario, from the engine alone; by default from 2026-09-21 14:03:21 in Berlin. */
export function envelopesOf(
  name: ScenarioName,
  options: Pick<YeastarOptions, "now" | "sn" | "timeZone" | "switches"> = {},
): Envelope[] {
  const { now = () => sampleStart, sn = "3640A1234567", timeZone = "Europe/Berlin" } = options;
  const switches = switchesFrom(options.switches);
  const directory = new Directory();
  furnish(directory);
  const emitted: Envelope[] = [];
  const engine = new CallEngine({
    directory,
    switches,
    sn,
    timeZone,
    now,
    sink: (envelope) => emitted.push(envelope),
  });
  scenarios[name](engine);
  return disturb(emitted, switches, seededRandom(switches.seed));
}
