import { copyOfBuild } from "../support/app-build.ts";
import { launchBrowser } from "../support/chromium.ts";
import { startOwnDatabase } from "../support/own-database.ts";
import { ConsoleVisit, type ConsoleLocale } from "../world/console-visit.ts";
import { World } from "../world/world.ts";
import { addChineseFont } from "./chinese-font.ts";

export type ConsoleStage = { world: World; at: ConsoleVisit };

/** A service that nobody has logged in to yet, whose one integration has had some calls. */
export async function startConsoleStage(
  stack: AsyncDisposableStack,
  locale: ConsoleLocale,
): Promise<ConsoleStage> {
  const directory = await copyOfBuild(stack);
  const databaseUrl = await startOwnDatabase(stack);
  const world = await World.start({
    storage: { databaseUrl },
    app: { directory },
    transport: "both",
    contacts: "indexed",
    people: [
      { name: "Mira Osei", phone: "+442079460130", numbers: ["+442079460131"] },
      { name: "Theo Lindqvist", phone: "+12125550179" },
      { name: "Paul Mercer", phone: "+442079460133", suspended: true },
    ],
  });
  stack.defer(() => world.close());
  await playCalls(world);
  const browser = await launchBrowser();
  stack.defer(() => browser.close());
  const at = await ConsoleVisit.begin(browser, world.service.url, locale, { bypassCSP: true });
  await addChineseFont(at.context);
  return { world, at };
}

async function playCalls(world: World): Promise<void> {
  for (const [from, to, seconds] of calls) {
    const call = world.pbx.inbound({ from, did: "1000", to });
    call.ring(to);
    call.wait(6);
    if (seconds > 0) {
      call.answer(to);
      call.wait(seconds);
    }
    call.hangUp(from);
  }
  await world.settled(calls.length);
}

const calls: [from: string, to: string, seconds: number][] = [
  ["5503309", "2005", 84],
  ["+442079460123", "2006", 0],
  ["+12125550177", "2005", 231],
  ["5503309", "2007", 42],
];
