import { callWithTrace } from "@deskline/service/calls/store";
import { createLogger } from "@deskline/service/platform/logger";
import { openDatabase } from "@deskline/service/storage/database";
import { findRunningServer } from "@deskline/service/storage/embedded/server";
import { calls } from "@deskline/service/storage/calls-schema";

/** A call with everything that is on record about it. */
export type CallStory = NonNullable<Awaited<ReturnType<typeof callWithTrace>>>;
export type CallBrief = { id: string; isOpen: boolean };

/** The calls as the service has them. */
export type CallBook = {
  /** Newest first. */
  list(): Promise<CallBrief[]>;
  story(id: string): Promise<CallStory | null>;
  close(): Promise<void>;
};

/** Reads beside the running service, as `deskline calls …` does. */
export async function openCallBook(dataDir: string): Promise<CallBook> {
  const url = await findRunningServer(dataDir);
  if (url === null) throw new Error("The service's database is not running.");
  const { db, close } = openDatabase(url, createLogger("silent"), { max: 2 });
  return {
    async list() {
      const { id, createdAt, logging } = calls;
      const rows = await db.select({ id, createdAt, logging }).from(calls);
      return rows
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
        .map((row) => ({ id: row.id, isOpen: row.logging === "pending" }));
    },
    story: (id) => callWithTrace(db, id),
    close,
  };
}
