import { scenarios } from "../world/yeastar/scenarios.ts";
import type { YeastarSimulator } from "../world/yeastar/simulator.ts";
import { webhookSecret } from "./join.ts";
import type { Office } from "./office.ts";
import type { Terminal } from "./terminal.ts";

type Play = { title: string; text: string; seconds: number; script: (pbx: YeastarSimulator) => void };
/** What it takes to play a call. */
export type Stage = { office: Office; webhookUrl: string; terminal: Terminal };

const outageMs = 20_000;
const answered = { seconds: 95, script: (pbx: YeastarSimulator) => void scenarios.direct(pbx) };

/** The calls that somebody can have at the press of a button. `seconds` is what the script takes on the PBX's clock. */
export const plays = {
  answered: {
    ...answered,
    title: "Answered call",
    text: "5503309 rings Kristin Hale. She answers after 12 s and they talk for 83 s.",
  },
  missed: {
    title: "Missed call",
    text: "5503309 rings Kristin Hale for 30 s. Nobody answers.",
    seconds: 30,
    script: (pbx) => void scenarios.noAnswer(pbx),
  },
  outbound: {
    title: "Outbound call",
    text: "Kristin Hale dials +442079460123. Grace Morris answers.",
    seconds: 70,
    script: (pbx) => void scenarios.directOutbound(pbx),
  },
  unknown: {
    title: "Unknown caller",
    text: "5550142 rings Marcus Webb. Nobody in Zendesk has this number.",
    seconds: 50,
    script: unknownCaller,
  },
  outage: {
    ...answered,
    title: "Zendesk is down",
    text: "Zendesk answers 503 for 20 s. A call in that time gets its ticket when Zendesk is back.",
  },
  both: {
    ...answered,
    title: "Everything twice",
    text: "The PBX sends each event by webhook and by WebSocket. One call, one ticket.",
  },
} satisfies Record<string, Play>;

export type PlayName = keyof typeof plays;

/** Plays a call; resolves when the PBX has told all of it. */
export async function playCall(name: PlayName, { office, webhookUrl, terminal }: Stage): Promise<void> {
  const { pbx, clock, outage } = office;
  const { seconds, script }: Play = plays[name];
  if (name === "outage") {
    outage.begin(outageMs);
    terminal.line(`\nZendesk is down for ${outageMs / 1000} s.`);
  }
  if (name === "both") pbx.setWebhook({ url: webhookUrl, secret: webhookSecret });
  clock.playBack(seconds, () => script(pbx));
  await pbx.settled();
  if (name === "both") pbx.removeWebhook(webhookUrl);
}

export function isPlayName(name: string): name is PlayName {
  return Object.hasOwn(plays, name);
}

function unknownCaller(pbx: YeastarSimulator): void {
  const call = pbx.inbound({ from: "5550142", did: "1001", to: "2006" });
  call.ring("2006");
  call.wait(9);
  call.answer("2006");
  call.wait(41);
  call.hangUp("2006");
}
