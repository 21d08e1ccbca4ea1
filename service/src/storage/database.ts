import { drizzle, sql } from "./drizzle.ts";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import type { Logger } from "../platform/logger.ts";

export type Database = NodePgDatabase;
/** Either the pool or one transaction: stores take both. */
export type Connection = Pick<Database, "select" | "insert" | "update" | "delete" | "execute">;

export type OpenDatabase = { db: Database; pool: Pool; close: () => Promise<void> };

/** Opens a pool. Lost idle connections are logged and replaced; waiting for one ends after 10 s. */
export function openDatabase(url: string, log: Logger, options: { max?: number } = {}): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 20,
    connectionTimeoutMillis: 10_000,
    application_name: "deskline",
  });
  pool.on("error", (error) => log.warn({ err: error }, "database connection lost"));
  // One that is lost in use fails its statement; unheard, it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { db: drizzle(pool), pool, close: () => pool.end() };
}

/** Answers when the database does. @throws when it does not. */
export async function ping(db: Database): Promise<void> {
  await db.execute(sql`select 1`);
}
