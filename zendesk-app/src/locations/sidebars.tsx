import type { Location } from "@deskline/shared/app";
import { rendererOf } from "../render.tsx";
import { NavBar } from "./NavBar.tsx";
import { TicketSidebar } from "./TicketSidebar.tsx";
import { UserSidebar } from "./UserSidebar.tsx";

export const render = rendererOf((where: Location) => {
  if (where === "user_sidebar") return <UserSidebar />;
  if (where === "nav_bar") return <NavBar />;
  return <TicketSidebar />;
});
