import type { PbxTest } from "@deskline/shared/admin-pbx";
import { readPbx } from "../integrations/pbx-row.ts";
import { noteOutcome, pbxOf } from "../integrations/pbx-session.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { tellChanged } from "../integrations/store.ts";
import { readCertificate, shownCertificate } from "../platform/certificate.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Queue } from "../queue/postgres.ts";
import { patienceMs, type PbxAdminDeps } from "./pbx.ts";
import { allowLogIn, keepAbout, trunksReport } from "./pbx-store.ts";

export type PbxTestDeps = PbxAdminDeps & { queue: Queue };

/**
 * Asks the PBX what it is, with what is stored; null when that is not all entered yet. Credentials that it refused
 * once are not tried again until they are changed, since five refusals block our address.
 */
export async function testPbx(deps: PbxTestDeps, integration: KnownIntegration): Promise<PbxTest | null> {
  const { db } = deps;
  const { id } = integration;
  const row = await readPbx(db, id);
  if (row.url === null || row.clientId === null || row.clientSecret === null) return null;
  if (row.loginProblem !== null) {
    if (row.trouble?.kind === "credentials_wrong")
      return { result: "fails", trouble: "credentials_wrong", detail: row.loginProblem, certificate: null };
    await allowLogIn(db, id);
  }
  try {
    const pbx = await pbxOf(deps, id, { patienceMs });
    await pbx.accessToken();
    const told = await deps.vendorOf(row.vendor).readAbout(pbx);
    const trunkMonitor = told.abilities.trunkMonitor ?? (await trunksReport(db, id));
    const about = { ...told, abilities: { ...told.abilities, trunkMonitor } };
    await keepAbout(db, id, about, new Date(deps.clock.now()));
    await deps.queue.add("sync-numbers", { integrationId: id }, { key: id }, db);
    return { result: "works", about };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    await noteOutcome(deps, id, row.vendor, error);
    return explain(deps, id, error);
  } finally {
    await tellChanged(db);
  }
}

async function explain(deps: PbxTestDeps, id: string, error: GatewayError): Promise<PbxTest> {
  const { url, loginProblem, trouble: noted, vendor, certificate } = await readPbx(deps.db, id);
  // Where somebody else's log-in was refused meanwhile, ours fails without the PBX's number: the cause stands there.
  const { kind, detail } =
    loginProblem !== null && noted !== null ? noted : deps.vendorOf(vendor).troubleIn(error);
  const fails = { result: "fails", detail, certificate: null } as const;
  if (kind === "credentials_wrong" && loginProblem === null) return { ...fails, trouble: "other" };
  if (kind !== "certificate_unknown" && kind !== "certificate_changed") return { ...fails, trouble: kind };
  const pem = url === null ? null : await readCertificate(url, patienceMs);
  const shown = pem === null ? null : shownCertificate(pem);
  const trouble = certificate !== null && pem !== certificate ? "certificate_changed" : kind;
  const canBePinned = shown !== null && shown.validUntil > deps.clock.now() && pem !== certificate;
  return { ...fails, trouble, certificate: canBePinned ? shown : null };
}
