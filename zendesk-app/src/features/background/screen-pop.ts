import { PopGrant, type CallView } from "@deskline/shared/app";
import { anything, type Api } from "../../api/api.ts";
import { isPassing } from "../../api/problem.ts";
import { holdPlace } from "../../calls/hold-place.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import type { AgentState } from "./agent.ts";
import { noticeOf } from "./core/notice.ts";
import { decidePop, ringsFor, takesPart, type Moment, type PopStep, type PopTarget } from "./core/pop.ts";
import type { Panel } from "./panel.ts";
import { say } from "./say.ts";

export type ScreenPopDeps = {
  zaf: Zaf;
  api: Api;
  agent: AgentState;
  panel: Panel;
  isBusy: () => boolean;
  isHidden: () => boolean;
  now: () => number;
};

export type ScreenPop = {
  take(call: CallView): void;
  /** The rules have changed, or are known only now. */
  reconsider(): void;
};

type Popping = Extract<PopStep, { do: "pop" }>;

/** A call as this tab has seen it. */
type Seen = { call: CallView; at: number | null; claimed: boolean; opened: boolean };

/** The tab that the agent looks at asks first. */
const hiddenWaitsMs = 300;
const retryMs = 1_000;
const longestWords = 500;
const keptCalls = 50;

/** Shows the record of whoever calls: once per call and agent, however many tabs there are. */
export function createScreenPop(deps: ScreenPopDeps): ScreenPop {
  const { zaf, api, agent, panel, isBusy, isHidden, now } = deps;
  const seen = new Map<string, Seen>();
  const tab = crypto.randomUUID();

  function stepFor({ call, at }: Seen): PopStep {
    const me = agent.me();
    if (me === null || me.extension === null || me.obstacle !== null) return { do: "nothing" };
    return decidePop({
      call,
      extension: me.extension.number,
      rules: me.pop,
      wish: me.settings.pop,
      busy: isBusy(),
      seenAt: at,
      now: now(),
    });
  }

  function consider(one: Seen): void {
    const me = agent.me();
    if (me === null || me.extension === null) return;
    if (one.at === null && takesPart(one.call, me.extension.number)) one.at = now();
    openOnRing(one);
    const step = stepFor(one);
    if (one.claimed || step.do === "nothing") return;
    if (step.do === "wait") return void setTimeout(() => consider(one), step.ms);
    one.claimed = true;
    void claim(one, step.moment);
  }

  /** The panel opens in the tab that the agent looks at, whatever becomes of the pop. */
  function openOnRing(one: Seen): void {
    const me = agent.me();
    if (one.opened || me?.extension == null || me.obstacle !== null || !me.settings.openTopBar) return;
    if (!ringsFor(one.call, me.extension.number) || isHidden() || isBusy()) return;
    one.opened = true;
    void panel.show({ tab: "now", callId: one.call.id });
  }

  async function claim(one: Seen, moment: Moment): Promise<void> {
    if (isHidden()) await sleep(hiddenWaitsMs);
    try {
      const { granted } = await api.send("POST", `calls/${one.call.id}/pop`, { moment, tab }, PopGrant);
      if (!granted) return;
    } catch (error) {
      if (!isPassing(error)) return; // The service says that this call is not to be popped here.
      await sleep(retryMs);
      one.claimed = false;
      return consider(one);
    }
    await pop(one);
  }

  /** Decided anew: the caller may be known by now, or the agent has begun to write. */
  async function pop(one: Seen): Promise<void> {
    const step = stepFor(one);
    if (step.do !== "pop") return;
    try {
      await (step.how === "notify" ? notify(one.call) : open(step.target, one.call));
    } catch (error) {
      await Promise.all([showOtherwise(step, one.call), report(one.call, step.moment, error)]);
    }
  }

  /** Where Zendesk does not go there, the agent is told, and has the panel's button for it unless they write. */
  async function showOtherwise({ how }: Popping, call: CallView): Promise<void> {
    await Promise.allSettled([
      notify(call),
      ...(how === "open" ? [panel.show({ tab: "now", callId: call.id })] : []),
    ]);
  }

  /** Nobody sees this frame: the service keeps what went wrong. Best effort, for there is nothing left to try. */
  async function report({ id }: CallView, moment: Moment, error: unknown): Promise<void> {
    const words = wordsOf(error).slice(0, longestWords).toWellFormed();
    await api.send("POST", `calls/${id}/pop/failed`, { moment, words }, anything).catch(() => undefined);
  }

  async function notify(call: CallView): Promise<void> {
    const { key, values } = noticeOf(call);
    await zaf.invoke("notify", await say(zaf, key, values), "notice", { sticky: true });
  }

  async function open(target: PopTarget, call: CallView): Promise<void> {
    switch (target.kind) {
      case "ticket":
      case "user":
        return zaf.invoke("routeTo", target.kind, target.id);
      case "new_ticket":
        holdPlace(api, call.id);
        return zaf.invoke("routeTo", "ticket", "new");
      case "panel":
        return panel.show({ tab: "now", callId: call.id });
    }
  }

  return {
    take(call) {
      const known = seen.get(call.id);
      if (known !== undefined && known.call.revision >= call.revision) return;
      const one = known ?? { call, at: null, claimed: false, opened: false };
      one.call = call;
      seen.set(call.id, one);
      if (seen.size > keptCalls) seen.delete(oldestOf(seen));
      consider(one);
    },
    reconsider: () => seen.forEach(consider),
  };
}

/** Zendesk rejects with an error, or with whatever came from its page. */
function wordsOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === "string" ? error : (JSON.stringify(error) ?? "nothing said");
}

function oldestOf(seen: Map<string, Seen>): string {
  const [first = ""] = seen.keys();
  return first;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
