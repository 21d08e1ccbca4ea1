import type { Who } from "@deskline/shared/admin-access";
import { createContext, useContext } from "react";

const WhoContext = createContext<Who | null>(null);

export const WhoProvider = WhoContext.Provider;

/** Who works with the console now. */
export function useWho(): Who {
  const who = useContext(WhoContext);
  if (who === null) throw new Error("Nobody is logged in above");
  return who;
}
