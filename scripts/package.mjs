/** npm run package -- --url https://… --key …: the app's package for Zendesk, checked by Zendesk's own rules. */
import { parseArgs } from "node:util";
import { makePackage } from "../zendesk-app/package/make-package.ts";
import { PackageError } from "../zendesk-app/package/package-error.ts";

const usage = `npm run package -- --url <address> --key <integration key> [--name <name>] [--out <folder>]

  --url   where browsers reach the service, for example https://deskline.example.com
  --key   the integration's key, as \`npm run deskline -- integration list\` shows it
  --name  of the app in Zendesk; default Deskline
  --out   where the package goes; default zendesk-app/tmp`;

try {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      key: { type: "string" },
      name: { type: "string", default: "Deskline" },
      out: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) console.log(usage);
  else if (values.url === undefined || values.key === undefined)
    fail(`--url and --key are needed.\n\n${usage}`);
  else {
    const { url, key, name, out } = values;
    const made = await makePackage({ url, integrationKey: key, name, ...(out === undefined ? {} : { out }) });
    for (const message of made.warnings) console.log(`warning: ${message}`);
    console.log(`Package  ${made.zip}`);
    console.log(`Folder   ${made.folder}  (for zcli apps:validate, apps:create and apps:update)`);
  }
} catch (error) {
  const isKnown =
    error instanceof PackageError ||
    (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
  if (!isKnown) throw error;
  fail(error instanceof Error ? error.message : "");
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
