import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../support/database.ts";
import { runCli, startServiceProcess } from "../world/service-process.ts";

const encryptionKey = Buffer.alloc(32, 5).toString("base64");

test.each([
  ["of the key file", {}],
  ["of the database", { ENCRYPTION_KEY: encryptionKey }],
])("a DATA_DIR %s that nobody can make stops the start with one line that names it", async (_, env) => {
  const start = startServiceProcess({ PORT: "0", DATA_DIR: "/proc/deskline/data", ...env });
  await expect(start).rejects.toThrow(/ready:\n[^\n]*Set DATA_DIR to [^\n]+\n$/);
});

test("compiled code is kept where nobody else can put any: not in a directory for all users", async () => {
  const shared = mkdtempSync(join(tmpdir(), "deskline-tmp-"));
  const database = await createDatabase(inject("postgresUrl"));
  const env = {
    PORT: "0",
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey,
    TMPDIR: shared,
    // Empty: the service chooses the place itself.
    NODE_COMPILE_CACHE: "",
  };
  const service = await startServiceProcess(env);
  expect(await service.stop()).toBe(0);
  expect((await runCli(["integration", "list"], env)).code).toBe(0);
  expect(readdirSync(shared)).toEqual([]);
  rmSync(shared, { recursive: true });
});
