/** npm test: the static checks, the app's build and every test. */
import { runVitest } from "./run-vitest.mjs";
import { appBuild, runChecks, staticChecks } from "./static-checks.mjs";
import { conclude } from "./totals.mjs";

conclude(await runChecks([...staticChecks, appBuild]), await runVitest([]));
