import { Me } from "@deskline/shared/app";
import type { Api } from "../../api/api.ts";
import { isPassing } from "../../api/problem.ts";

export type AgentState = {
  /** Null until it was read once. */
  me(): Me | null;
  /** Reads it again; as often as it takes, while what is in the way may pass. */
  refresh(): void;
};

const retryMs = 5_000;

/** Keeps what the service knows of the agent; tells of each reading. */
export function followAgent(api: Api, onRead: () => void): AgentState {
  let me: Me | null = null;
  let reading = false;
  let again = false;

  async function readOnce(): Promise<void> {
    try {
      me = await api.get("me", Me);
    } catch (error) {
      if (!isPassing(error)) return; // Such a refusal is final until somebody says that something changed.
      again = true;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      return;
    }
    onRead();
  }

  async function read(): Promise<void> {
    reading = true;
    while (again) {
      again = false;
      await readOnce();
    }
    reading = false;
  }

  return {
    me: () => me,
    refresh() {
      again = true;
      if (!reading) void read();
    },
  };
}
