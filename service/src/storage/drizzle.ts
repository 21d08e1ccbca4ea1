import { createRequire } from "node:module";
import type * as root from "drizzle-orm";
import type * as nodePostgres from "drizzle-orm/node-postgres";
import type * as pgCore from "drizzle-orm/pg-core";

/**
 * drizzle-orm, loaded as CommonJS. Its ES modules are hundreds of files that import one another in
 * circles: Node 24 takes most of a second and 130 MB to link them, and a fraction of that for the
 * same code as CommonJS. Everything that needs drizzle takes it from here.
 */
const require = createRequire(import.meta.url);

export const {
  and,
  arrayContains,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  or,
  sql,
} = require("drizzle-orm") as typeof root;
export const { drizzle } = require("drizzle-orm/node-postgres") as typeof nodePostgres;
export const {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} = require("drizzle-orm/pg-core") as typeof pgCore;
