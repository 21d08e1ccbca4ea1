import type { CallView, Me } from "@deskline/shared/app";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../../api/api.ts";
import { Refused, Unreachable } from "../../api/problem.ts";
import type { Show } from "../../live/schema.ts";
import type { Zaf } from "../../zaf/zaf.ts";
import { createScreenPop } from "./screen-pop.ts";

const rule = { when: "ring", open: "ticket" } as const;
const kristin = {
  agent: { id: 1, name: "Kristin Hale", admin: false },
  extension: { number: "2005", name: "Kristin Hale", phone: "idle" },
  obstacle: null,
  pop: { inbound: rule, outbound: { when: "never", open: "ticket" } },
  settings: { pop: "pop", openTopBar: false },
} as unknown as Me;
const phillip = { userId: 7, name: "Phillip Huff", why: "same_number", openTicketId: 36 } as const;

let revision = 0;
function ringing(overrides: Partial<CallView> = {}): CallView {
  revision += 1;
  return {
    id: "call",
    revision,
    state: "ringing",
    direction: "inbound",
    number: "5503309",
    candidates: [phillip],
    group: null,
    answeredBy: [],
    endedAt: null,
    ticketId: null,
    phones: [{ number: "2005", name: "", state: "ringing", consulting: false }],
    ...overrides,
  } as unknown as CallView;
}

/** Several tabs of one agent; the service grants to whoever asks first. */
function desk(
  tabs: { hidden?: boolean }[],
  me = kristin,
  claim?: () => Promise<unknown>,
  failing: Record<string, unknown> = {},
) {
  const did: string[] = [];
  const sent: { path: string; body: unknown }[] = [];
  const state = { me, busy: false, granted: false };
  const answer =
    claim ??
    (() => {
      const granted = !state.granted;
      state.granted = true;
      return Promise.resolve({ granted });
    });
  const pops = tabs.map(({ hidden = false }, index) =>
    createScreenPop({
      zaf: {
        get: () => Promise.resolve({ locale: "en-US" }),
        invoke: (name: string, ...args: unknown[]) => {
          did.push(`${index}: ${name} ${args.map(String).join(" ")}`);
          return name in failing ? Promise.reject(failing[name]) : Promise.resolve();
        },
      } as unknown as Zaf,
      api: {
        send: (_method: string, path: string, body: unknown) => {
          sent.push({ path, body });
          return path.endsWith("/pop") ? answer() : Promise.resolve();
        },
      } as unknown as Api,
      agent: { me: () => state.me, refresh: () => undefined },
      panel: {
        preload: () => Promise.resolve(),
        show: (what: Show) => {
          did.push(`${index}: show ${what.tab}`);
          return Promise.resolve();
        },
      },
      isBusy: () => state.busy,
      isHidden: () => hidden,
      now: Date.now,
    }),
  );
  const tell = (call: CallView) => pops.forEach((pop) => pop.take(call));
  return { did, sent, state, pops, tell };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("of three tabs the one that the agent looks at pops, once, whatever follows", async () => {
  const { did, tell } = desk([{ hidden: true }, {}, { hidden: true }]);
  tell(ringing());
  tell(ringing());
  await vi.advanceTimersByTimeAsync(1_000);
  tell(ringing({ state: "talking" }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(did).toEqual(["1: routeTo ticket 36"]);
});

test("where every tab is hidden, one pops all the same", async () => {
  const { did, tell } = desk([{ hidden: true }, { hidden: true }]);
  tell(ringing());
  await vi.advanceTimersByTimeAsync(300);
  expect(did).toEqual(["0: routeTo ticket 36"]);
});

test("a caller who is found within 2.5 s is opened, one who is not gets the panel", async () => {
  const { did, tell } = desk([{}]);
  tell(ringing({ candidates: null }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(did).toEqual([]);
  tell(ringing());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(did).toEqual(["0: routeTo ticket 36"]);

  const late = desk([{}]);
  late.tell(ringing({ candidates: null }));
  await vi.advanceTimersByTimeAsync(2_500);
  expect(late.did).toEqual(["0: show now"]);
});

test("whoever writes gets a notification that stays", async () => {
  const { did, state, tell } = desk([{}]);
  state.busy = true;
  tell(ringing());
  await vi.advanceTimersByTimeAsync(100);
  await vi.waitFor(() =>
    expect(did).toEqual(["0: notify Phillip Huff is calling · 5503309 notice [object Object]"]),
  );
});

test("the panel opens on a ring for whoever wants it, in the tab they look at", async () => {
  const wishes = { ...kristin, settings: { pop: "off", openTopBar: true } } satisfies Me;
  const { did, tell } = desk([{ hidden: true }, {}], wishes);
  tell(ringing());
  tell(ringing());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(did).toEqual(["1: show now"]);
});

test("rules that are known only later still hold", async () => {
  const { did, state, pops, tell } = desk([{}], null as unknown as Me);
  tell(ringing());
  state.me = kristin;
  pops[0]?.reconsider();
  await vi.advanceTimersByTimeAsync(0);
  expect(did).toEqual(["0: routeTo ticket 36"]);
});

test("a claim that does not reach the service is made again; one that is refused is not", async () => {
  const answers = [new Unreachable("No answer"), null];
  const again = desk([{}], kristin, () => {
    const error = answers.shift();
    return error ? Promise.reject(error) : Promise.resolve({ granted: true });
  });
  again.tell(ringing());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(again.did).toEqual(["0: routeTo ticket 36"]);

  let asked = 0;
  const refused = desk([{}], kristin, () => {
    asked += 1;
    return Promise.reject(new Refused(404, "call_unknown", "", null));
  });
  refused.tell(ringing());
  await vi.advanceTimersByTimeAsync(10_000);
  expect({ asked, did: refused.did }).toEqual({ asked: 1, did: [] });
});

test.each([
  ["an error", new Error('"routeTo" is not available'), '"routeTo" is not available'],
  ["what is no error", { message: "no such ticket" }, '{"message":"no such ticket"}'],
  ["a long text", "x".repeat(900), "x".repeat(500)],
])(
  "where Zendesk does not open it, for %s, the agent is told and gets the button",
  async (_, error, words) => {
    const { did, sent, tell } = desk([{}], kristin, undefined, { routeTo: error });
    tell(ringing());
    await vi.advanceTimersByTimeAsync(100);
    await vi.waitFor(() => expect(did).toHaveLength(3));
    expect(did.map((one) => one.slice(0, 40)).sort()).toEqual([
      "0: notify Phillip Huff is calling · 5503",
      "0: routeTo ticket 36",
      "0: show now",
    ]);
    expect(sent.at(-1)).toEqual({ path: "calls/call/pop/failed", body: { moment: "ring", words } });
  },
);

test("a notice that cannot be shown opens nothing over what the agent writes, and is reported", async () => {
  const { did, sent, state, tell } = desk([{}], kristin, undefined, { notify: new Error("no notices") });
  state.busy = true;
  tell(ringing());
  await vi.waitFor(() =>
    expect(sent.at(-1)).toEqual({
      path: "calls/call/pop/failed",
      body: { moment: "ring", words: "no notices" },
    }),
  );
  expect(did.some((one) => /show|routeTo/.test(one))).toBe(false);
});

test("a claim is made again in the name of the same tab", async () => {
  const answers = [new Unreachable("No answer"), null];
  const { sent, tell } = desk([{}], kristin, () => {
    const error = answers.shift();
    return error ? Promise.reject(error) : Promise.resolve({ granted: true });
  });
  tell(ringing());
  await vi.advanceTimersByTimeAsync(1_000);
  const [first, second] = sent.map(({ body }) => (body as { tab: string }).tab);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
});
