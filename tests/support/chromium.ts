import { type Browser, chromium } from "playwright-core";
import { installChromium } from "./chromium-install.ts";
import { answersAsBrowser, installedChromium } from "./chromium-lookup.ts";

const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Frames and tabs of one site share a process, and with it the app's compiled code.
  "--process-per-site",
];

let found: Promise<string> | undefined;

/** The path of a Chromium that starts, installed first where there is none; looked for once per process. */
function findChromium(): Promise<string> {
  found ??= lookOrInstall();
  return found;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
}

async function lookOrInstall(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen === undefined || chosen === "") return (await installedChromium()) ?? (await installChromium());
  if (await answersAsBrowser(chosen)) return chosen;
  throw new Error(
    `CHROMIUM_PATH is ${chosen}, which does not start. Set CHROMIUM_PATH to a Chrome or Chromium executable, or unset it.`,
  );
}
