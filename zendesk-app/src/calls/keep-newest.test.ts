import type { CallsPage, CallView } from "@deskline/shared/app";
import { QueryClient, type InfiniteData } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Api } from "../api/api.ts";
import { callLike, runningCall } from "../testing/samples.ts";
import { applyCall } from "./apply-message.ts";
import { callsQuery } from "./queries.ts";
import type { Scope } from "./scope.ts";

const scope: Scope = { kind: "user", user: 411, numbers: [] };

/** A list whose pages come when they are let go, as the service had them when it was asked. */
function list() {
  const queries = new QueryClient();
  const asked: PromiseWithResolvers<CallsPage>[] = [];
  const api = {
    get: () => {
      const page = Promise.withResolvers<CallsPage>();
      asked.push(page);
      return page.promise;
    },
  } as unknown as Api;
  const options = callsQuery(api, scope);
  return {
    queries,
    read: () => queries.fetchInfiniteQuery({ ...options, pages: 1, staleTime: 0 }).catch(() => undefined),
    answer: (...calls: CallView[]) => asked.shift()?.resolve({ calls, next: null }),
    shown: () =>
      queries
        .getQueryData<InfiniteData<CallsPage>>(options.queryKey)
        ?.pages.flatMap(({ calls }) => calls)
        .map(({ id, state, revision }) => [id.at(-1), state, revision]),
  };
}

const ringing = runningCall("ringing", { revision: 8 });
const ended = callLike({ id: ringing.id, revision: 9 });
const another = callLike({ id: "00000000-0000-4000-8000-000000000002", revision: 10 });

test("what comes while a list is read for the first time is not lost to the older answer", async () => {
  const { queries, read, answer, shown } = list();
  const reading = read();
  applyCall(queries, ended);
  applyCall(queries, another);
  answer(ringing);
  await reading;
  expect(shown()).toEqual(
    expect.arrayContaining([
      ["1", "ended", 9],
      ["2", "ended", 10],
    ]),
  );
});

test("what comes while a list is read anew is not lost either, and a newer answer stays", async () => {
  const { queries, read, answer, shown } = list();
  const first = read();
  answer(ringing);
  await first;
  const again = read();
  applyCall(queries, ended);
  answer({ ...ringing, revision: 11, state: "talking" });
  await again;
  expect(shown()).toEqual([["1", "talking", 11]]);
  const last = read();
  applyCall(queries, { ...ended, revision: 12 });
  answer(ringing);
  await last;
  expect(shown()).toEqual([["1", "ended", 12]]);
});

test("what came before a list was asked for is the answer's to tell: a call that went from it stays away", async () => {
  const { queries, read, answer, shown } = list();
  applyCall(queries, ringing);
  const first = read();
  answer(ringing);
  await first;
  applyCall(queries, ended);
  const again = read();
  answer();
  await again;
  expect(shown()).toEqual([]);
});
