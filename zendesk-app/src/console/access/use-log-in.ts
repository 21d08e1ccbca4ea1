import { ConsoleState } from "@deskline/shared/admin-access";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { Refused } from "../../api/problem.ts";
import { TooSoon } from "../api/console-api.ts";
import { sessionQuery } from "../api/queries.ts";
import { useConsole } from "../console.tsx";
import { useAction } from "../ui/use-action.ts";

export type LogInForm = ReturnType<typeof useLogIn>;

/** Logging in, on the page as in the dialog: what waited for it goes on. */
export function useLogIn() {
  const { api, gate } = useConsole();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const { leftMs, begin } = useWait();
  const action = useAction(async (typed: string) => {
    try {
      return await api.send("POST", "session", { password: typed }, ConsoleState);
    } catch (error) {
      if (error instanceof TooSoon) begin(error.retryAfterMs);
      throw error;
    }
  });

  async function submit(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (password === "" || leftMs > 0) return;
    const state = await action.run(password);
    if (state === undefined) return;
    setPassword("");
    queries.setQueryData(sessionQuery(api).queryKey, state);
    gate.open();
  }

  return {
    password,
    setPassword: (value: string) => {
      action.clear();
      setPassword(value);
    },
    submit: (event?: FormEvent) => void submit(event),
    running: action.running,
    error: action.error,
    wrong: action.error instanceof Refused && action.error.code === "password_wrong",
    leftMs,
    waiting: leftMs > 0,
  };
}

/** A wait that is told second by second. */
function useWait() {
  const [{ until, now }, setWait] = useState({ until: 0, now: 0 });
  const isOver = now >= until;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setWait((wait) => ({ ...wait, now: Date.now() })), 250);
    return () => clearInterval(timer);
  }, [isOver]);
  return {
    leftMs: isOver ? 0 : Math.ceil((until - now) / 1000) * 1000,
    begin: (ms: number) => setWait({ until: Date.now() + ms, now: Date.now() }),
  };
}
