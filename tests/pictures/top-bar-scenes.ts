import { customerNumber, sharedNumber, unknownNumber } from "./history.ts";
import { hangUp, ring } from "./sidebar-scenes.ts";
import type { Scene } from "./scene.ts";

/** The panel in the top bar. */
export async function topBarScenes(scene: Scene): Promise<void> {
  const { tab, album, say } = scene;
  await tab.openHome();
  await tab.topBar(true);
  const panel = tab.frame("top_bar");
  const field = panel.getByLabel(say("dial.label"), { exact: true });

  await panel.getByRole("tab", { name: say("top_bar.dial") }).click();
  await album.take(scene, "top_bar", "top-bar-empty");
  await field.fill("+442079460555");
  await panel.getByText("Tomás Quintero").first().waitFor();
  await album.take(scene, "top_bar", "top-bar-dial");
  await field.fill("whit");
  await panel.getByRole("option").first().waitFor();
  await album.take(scene, "top_bar", "top-bar-suggestions");
  await field.fill("nobody at all");
  await panel.getByText(say("dial.nobody")).waitFor();
  await album.take(scene, "top_bar", "top-bar-nobody");
  await field.fill("");

  const missed = ring(scene, customerNumber);
  await hangUp(scene, missed);
  await panel.getByRole("tab", { name: new RegExp(say("top_bar.recent")) }).click();
  await panel
    .getByRole("button", { name: new RegExp(say("row.call_back")) })
    .first()
    .waitFor();
  await album.take(scene, "top_bar", "top-bar-recent");
  await panel.getByRole("button", { name: say("settings.open") }).click();
  await album.take(scene, "top_bar", "top-bar-settings");
  await panel.getByRole("button", { name: say("settings.open") }).click();

  const known = ring(scene, customerNumber);
  await panel.getByRole("button", { name: say("control.decline") }).waitFor();
  await tab.topBar(true);
  await album.take(scene, "top_bar", "top-bar-ringing");
  known.answer("2005");
  await panel
    .getByRole("textbox", { name: say("note.label") })
    .first()
    .waitFor();
  await album.take(scene, "top_bar", "top-bar-now");
  await panel
    .getByRole("button", { name: say("control.transfer"), exact: true })
    .first()
    .click();
  await panel.getByRole("option").first().waitFor();
  await album.take(scene, "top_bar", "top-bar-transfer");
  await hangUp(scene, known);

  const several = ring(scene, sharedNumber);
  await panel.getByText("Oliver Whitfield").first().waitFor();
  await tab.topBar(true);
  await album.take(scene, "top_bar", "top-bar-several");
  await hangUp(scene, several);

  const unknown = ring(scene, unknownNumber);
  await panel.getByRole("button", { name: say("call.create_contact") }).waitFor();
  await tab.topBar(true);
  await album.take(scene, "top_bar", "top-bar-unknown");
  await panel.getByRole("button", { name: say("call.create_contact") }).click();
  await panel.getByLabel(say("call.contact_name"), { exact: true }).waitFor();
  await album.take(scene, "top_bar", "top-bar-contact");
  await hangUp(scene, unknown);

  const withheld = ring(scene, "anonymous");
  await panel.getByText(say("call.withheld")).first().waitFor();
  await tab.topBar(true);
  await album.take(scene, "top_bar", "top-bar-withheld");
  await hangUp(scene, withheld);
  await tab.topBar(false);
}
