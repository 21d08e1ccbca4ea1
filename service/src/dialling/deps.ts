import type { ReceiveDeps } from "../calls/receive-event.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { PbxConnection, PbxVendor } from "../pbx/port.ts";

/** What every verb here needs: to ask the PBX, and to keep what follows. */
export type DiallingDeps = PbxSessionDeps & ReceiveDeps;

/** The PBX of an integration, with the make that it is of. */
export async function pbxFor(
  deps: PbxSessionDeps,
  { id, pbx }: KnownIntegration,
): Promise<{ vendor: PbxVendor; connection: PbxConnection }> {
  return { vendor: deps.vendorOf(pbx.vendor), connection: await pbxOf(deps, id) };
}
