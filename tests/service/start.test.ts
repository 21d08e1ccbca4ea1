import { expect, test } from "vitest";
import { startServiceProcess } from "../world/service-process.ts";

const encryptionKey = Buffer.alloc(32, 5).toString("base64");

test.each([
  ["of the key file", {}],
  ["of the database", { ENCRYPTION_KEY: encryptionKey }],
])("a DATA_DIR %s that nobody can make stops the start with one line that names it", async (_, env) => {
  const start = startServiceProcess({ PORT: "0", DATA_DIR: "/proc/deskline/data", ...env });
  await expect(start).rejects.toThrow(/ready:\n[^\n]*Set DATA_DIR to [^\n]+\n$/);
});
