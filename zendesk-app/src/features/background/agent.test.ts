import type { Me } from "@deskline/shared/app";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../../api/api.ts";
import { Refused, Unreachable } from "../../api/problem.ts";
import { followAgent } from "./agent.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const kristin = { agent: { id: 1, name: "Kristin Hale", admin: false } } as unknown as Me;

/** An agent of whom the service says these, one after the other. */
function agentBy(answers: (Error | Me)[]) {
  let asked = 0;
  const get = () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const agent = followAgent({ get } as unknown as Api, () => undefined);
  agent.refresh();
  return { agent, asked: () => asked };
}

test("the agent is read until the service can tell, whether it is away or ill", async () => {
  const { agent } = agentBy([new Unreachable("No answer"), new Refused(500, "internal", "", null), kristin]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(agent.me()).toBe(kristin);
});

test("an answer that stays is not asked for again", async () => {
  const { agent, asked } = agentBy([new Refused(404, "not_found", "", null)]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect({ me: agent.me(), asked: asked() }).toEqual({ me: null, asked: 1 });
});
