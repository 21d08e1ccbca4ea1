import type { Location } from "@deskline/shared/app";
import type { AppWorld } from "../../world/app-world.ts";
import type { WorkspacePage } from "../../world/zaf-host/workspace-page.ts";
import { onceQuiet } from "./frames.ts";

/** How many bytes of script the frames of these locations load by themselves. */
export async function scriptBytes(
  at: AppWorld,
  ticketId: number,
  places: readonly Location[],
): Promise<number[]> {
  const context = await at.context();
  const tab = await at.open({ context });
  const sizes: number[] = [];
  for (const place of places) {
    await show(tab, place, ticketId, at.world.customer.id);
    sizes.push(await onceQuiet(tab, place));
  }
  await context.close();
  return sizes;
}

async function show(tab: WorkspacePage, place: Location, ticketId: number, userId: number): Promise<void> {
  switch (place) {
    case "ticket_sidebar":
      return tab.openTicket(ticketId);
    case "new_ticket_sidebar":
      return tab.openNewTicket(userId);
    case "user_sidebar":
      return tab.openUser(userId);
    case "top_bar":
      return tab.topBar(true);
    case "nav_bar":
      return tab.openNavBar();
    case "background":
  }
}
