/** npm run screenshots: every location and state of the app, in pictures; the chosen ones into docs/images/. */
import { startStage } from "./stage.ts";
import { playHistory } from "./history.ts";
import { sidebarScenes } from "./sidebar-scenes.ts";
import { topBarScenes } from "./top-bar-scenes.ts";
import { troubleScenes } from "./trouble-scenes.ts";
import { openAlbum } from "./album.ts";

const album = await openAlbum();
for (const locale of ["en-US", "zh-CN"] as const) {
  // A world for each: what happens in one language is history in the next.
  await using stack = new AsyncDisposableStack();
  const stage = await startStage(stack);
  const people = await playHistory(stage);
  const opened = await stage.open(locale);
  for (const play of [sidebarScenes, topBarScenes, troubleScenes]) await play({ ...opened, people, album });
}
console.log(album.report());
