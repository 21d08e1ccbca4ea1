import { Outlet, useLocation } from "react-router";
import { FirstStart } from "../access/FirstStart.tsx";
import { Unsaved } from "./Unsaved.tsx";

/** Behind the `#`, so that no server on the way writes it down. */
const setupLink = /^#setup=(.+)$/;

/** Around all pages. Whoever comes by the link that the service printed sets the password first. */
export function Root() {
  const token = setupLink.exec(useLocation().hash)?.[1];
  return <Unsaved>{token === undefined ? <Outlet /> : <FirstStart token={token} />}</Unsaved>;
}
