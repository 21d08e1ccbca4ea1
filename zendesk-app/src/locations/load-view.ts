import type { Location } from "@deskline/shared/app";
import type { ComponentType } from "react";

/** Each location loads its own view and no other's. */
export async function loadView(location: Exclude<Location, "background">): Promise<ComponentType> {
  switch (location) {
    case "ticket_sidebar":
    case "new_ticket_sidebar":
      return (await import("./TicketSidebar.tsx")).TicketSidebar;
    case "user_sidebar":
      return (await import("./UserSidebar.tsx")).UserSidebar;
    case "top_bar":
      return (await import("../features/top-bar/TopBar.tsx")).TopBar;
    case "nav_bar":
      return (await import("./NavBar.tsx")).NavBar;
  }
}
