/** npm run screenshots: every location and state of the app, and every page of the console, in pictures. */
import { openAlbum } from "./album.ts";
import { consoleScenes } from "./console-scenes.ts";
import { startConsoleStage } from "./console-stage.ts";
import { playHistory } from "./history.ts";
import { rareScenes } from "./rare-scenes.ts";
import { sidebarScenes } from "./sidebar-scenes.ts";
import { startStage } from "./stage.ts";
import { topBarScenes } from "./top-bar-scenes.ts";
import { troubleScenes } from "./trouble-scenes.ts";

const wanted = process.argv[2];
if (wanted !== undefined && wanted !== "app" && wanted !== "console")
  throw new Error("Give nothing, app or console");

if (wanted !== "console") {
  const album = await openAlbum();
  for (const locale of ["en-US", "zh-CN"] as const) {
    // A world for each: what happens in one language is history in the next.
    await using stack = new AsyncDisposableStack();
    const stage = await startStage(stack);
    const people = await playHistory(stage);
    const opened = await stage.open(locale);
    for (const play of [sidebarScenes, topBarScenes, rareScenes, troubleScenes])
      await play({ ...opened, people, album });
  }
  console.log(album.report());
}
if (wanted !== "app") {
  for (const locale of ["en-GB", "zh-CN"] as const) {
    await using stack = new AsyncDisposableStack();
    await consoleScenes(await startConsoleStage(stack, locale));
  }
  console.log("The console is in docs/admin/images/ and test-results/pictures/console/.");
}
