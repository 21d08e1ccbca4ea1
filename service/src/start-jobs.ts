import { installLeg } from "./admin/app-install.ts";
import { followChanges, followNews, readAll } from "./contacts/follow-changes.ts";
import { identifyCaller } from "./live/identify-caller.ts";
import { awaitRecording } from "./recordings/await-recording.ts";
import { sweepConsole } from "./console/sweep.ts";
import { pullRecords } from "./calls/pull-records.ts";
import { settleCall, sweepCalls } from "./calls/settle-call.ts";
import type { AppDeps } from "./http/app.ts";
import { syncBoth } from "./extensions/sync-both.ts";
import { syncNumbers } from "./extensions/sync-numbers.ts";
import { refreshGrants } from "./integrations/zendesk-grant.ts";
import { sweepPhonebooks, syncPhonebook, type PhonebookDeps } from "./phonebook/sync-phonebook.ts";
import { bringRecording, type BringDeps } from "./tickets/bring-recording.ts";
import { correctRecord } from "./tickets/correct-record.ts";
import { letGoOfBlocking } from "./tickets/let-go.ts";
import { logCall } from "./tickets/log-call.ts";
import { logNote } from "./tickets/log-note.ts";
import { removeRecordings } from "./tickets/remove-recordings.ts";
import { syncChoices } from "./tickets/sync-choices.ts";

type Shared = Omit<
  AppDeps,
  | "intake"
  | "sessions"
  | "publicKeys"
  | "appDir"
  | "phoneStateOf"
  | "phoneStates"
  | "recordingLinks"
  | "signIns"
> &
  PhonebookDeps;

/** Begins every kind of job: who works at it, how often it is looked for, and what is repeated by the clock. */
export async function startJobs(shared: Shared & Pick<BringDeps, "recordingOf">): Promise<void> {
  const { queue, registry, db } = shared;
  const done = { status: "done" } as const;
  const connected = async (id: string) => {
    const held = await registry.find(id);
    if (held?.status === "connected") return held;
    await registry.reload();
    const fresh = registry.byId(id);
    return fresh?.status === "connected" ? fresh : undefined;
  };
  await queue.work("identify-caller", { batch: 10, workers: 2, lookEverySeconds: 5 }, async ({ callId }) => {
    await identifyCaller(shared, callId);
    return done;
  });
  await queue.work("settle-call", { batch: 50, workers: 1, lookEverySeconds: 1 }, async ({ callId }) => {
    await settleCall(shared, callId);
    return done;
  });
  await queue.work("log-call", { batch: 10, workers: 3, reserve: 3, lookEverySeconds: 1 }, (job) =>
    logCall({ ...shared, random: Math.random }, job),
  );
  await queue.work("log-note", { batch: 10, workers: 1, lookEverySeconds: 2 }, (job) =>
    logNote({ ...shared, random: Math.random }, job),
  );
  await queue.work("correct-record", { batch: 10, workers: 1, lookEverySeconds: 2 }, (job) =>
    correctRecord({ ...shared, random: Math.random }, job),
  );
  await queue.work("await-recording", { batch: 5, workers: 1, lookEverySeconds: 2 }, async (job) => {
    await awaitRecording(shared, job);
    return done;
  });
  await queue.work("attach-recording", { batch: 1, workers: 3, lookEverySeconds: 1 }, async (job) => {
    await bringRecording(shared, job);
    return done;
  });
  await queue.work("install-app", { batch: 5, workers: 1, lookEverySeconds: 2 }, async (job) => {
    await installLeg(shared, job);
    return done;
  });
  await queue.work(
    "sync-numbers",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await registry.find(integrationId);
      if (integration !== undefined) await syncNumbers(shared, integration);
      return done;
    },
  );
  await queue.work(
    "pull-records",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await registry.find(integrationId);
      if (integration !== undefined && integration.pbx.url !== null && integration.pbx.loginProblem === null)
        await pullRecords(shared, integration);
      return done;
    },
  );
  await queue.work("pull-all-records", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    for (const { id } of registry.all())
      await queue.add("pull-records", { integrationId: id }, { key: id }, db);
    return done;
  });
  await queue.work(
    "read-contacts",
    { batch: 2, workers: 1, lookEverySeconds: 1 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration !== undefined) await followChanges(shared, integration);
      return done;
    },
  );
  await queue.work(
    "read-contact-news",
    { batch: 5, workers: 1, lookEverySeconds: 1 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration !== undefined) await followNews(shared, integration);
      return done;
    },
  );
  await queue.work("read-all-contacts", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await readAll(shared, db, registry.all());
    return done;
  });
  await queue.repeat("read-all-contacts", "*/5 * * * *");
  await queue.work(
    "sync-phonebook",
    { batch: 5, workers: 1, lookEverySeconds: 2 },
    async ({ integrationId }) => {
      const integration = await registry.find(integrationId);
      if (integration !== undefined) await syncPhonebook(shared, integration);
      return done;
    },
  );
  await queue.work("sweep-phonebooks", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepPhonebooks(shared);
    return done;
  });
  await queue.repeat("sweep-phonebooks", "* * * * *");
  await queue.add("sweep-phonebooks", {}, { key: "sweep-phonebooks" }, db);
  await queue.work("refresh-grants", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await refreshGrants(
      shared,
      registry
        .all()
        .filter((one) => one.zendesk.authorized && one.status !== "reconnect_needed")
        .map((one) => one.id),
    );
    return done;
  });
  await queue.work("sweep-calls", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepCalls(shared);
    await letGoOfBlocking(shared);
    return done;
  });
  await queue.work("sweep-console", { batch: 1, workers: 1, lookEverySeconds: 10 }, async () => {
    await sweepConsole(shared);
    return done;
  });
  await queue.repeat("sweep-console", "41 * * * *");
  await queue.work(
    "sync-agents",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration === undefined) return done;
      await syncBoth(shared, integration);
      await syncChoices(shared, integrationId);
      return done;
    },
  );
  const ofEachConnected = (name: "sync-agents" | "remove-recordings") => async () => {
    for (const { id } of registry.all().filter(({ status }) => status === "connected"))
      await queue.add(name, { integrationId: id }, { key: id }, db);
    return done;
  };
  await queue.work(
    "sync-all-agents",
    { batch: 1, workers: 1, lookEverySeconds: 10 },
    ofEachConnected("sync-agents"),
  );
  await queue.repeat("sync-all-agents", "43 2 * * *");
  await queue.work(
    "remove-recordings",
    { batch: 5, workers: 1, lookEverySeconds: 10 },
    async ({ integrationId }) => {
      const integration = await connected(integrationId);
      if (integration !== undefined) await removeRecordings(shared, integration);
      return done;
    },
  );
  await queue.work(
    "remove-all-recordings",
    { batch: 1, workers: 1, lookEverySeconds: 10 },
    ofEachConnected("remove-recordings"),
  );
  await queue.repeat("remove-all-recordings", "7 4 * * *");
  await queue.repeat("sweep-calls", "* * * * *");
  await queue.repeat("pull-all-records", "*/5 * * * *");
  await queue.repeat("refresh-grants", "17 * * * *");
  await queue.add("pull-all-records", {}, { key: "pull-all-records" }, db);
}
