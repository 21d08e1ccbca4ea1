/** npm run check: the static checks and the unit tests, which need neither database nor browser. */
import { runVitest } from "./run-vitest.mjs";
import { runChecks, staticChecks } from "./static-checks.mjs";
import { conclude } from "./totals.mjs";

conclude(await runChecks(staticChecks), await runVitest(["--project", "unit"]));
