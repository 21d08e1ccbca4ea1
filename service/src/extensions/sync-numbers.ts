import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { Integration } from "../integrations/integration.ts";
import { replacePbxNumbers } from "./store.ts";

/** Reads the PBX's extensions and queues and replaces what was known; returns how many there are. @throws {GatewayError} */
export async function syncNumbers(deps: PbxSessionDeps, { id, pbx }: Integration): Promise<number> {
  const connection = await pbxOf(deps, id);
  const numbers = await deps.vendorOf(pbx.vendor).readNumbers(connection);
  await replacePbxNumbers(deps.db, { id, url: connection.url }, numbers, deps.clock.now());
  return numbers.length;
}
