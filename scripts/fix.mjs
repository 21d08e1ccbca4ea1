/** npm run fix: the linter's safe repairs, then the format of every file; what is left to repair by hand is printed. */
import { run } from "./run.mjs";

const lint = await run(["oxlint", "--fix"], { show: true });
const format = await run(["prettier", "--write", "--log-level", "warn", "."], { show: true });
process.exitCode = lint.code === 0 && format.code === 0 ? 0 : 1;
