import type { IntegrationDetail } from "@deskline/shared/admin";
import type { EventTransport } from "@deskline/shared/admin-pbx";
import { isKept } from "../calls/subscriptions.ts";
import { callbackUrl } from "../integrations/connect.ts";
import { webhookUrl, type Integration } from "../integrations/integration.ts";
import { readIntegration } from "../integrations/store.ts";
import type { VendorOf } from "../pbx/port.ts";
import { shownCertificate } from "../platform/certificate.ts";
import type { Clock } from "../platform/clock.ts";
import { version } from "../platform/version.ts";
import type { Connection } from "../storage/database.ts";
import { eq } from "../storage/drizzle.ts";
import { pbxConnections, zendeskConnections, type DialRules } from "../storage/schema.ts";
import { appNameOf } from "./core/app-name.ts";
import { shownWork } from "./core/app-work.ts";
import { problemsOf } from "./core/problems.ts";
import { factsOf, statusOf } from "./store.ts";

export type DetailDeps = { db: Connection; clock: Clock; vendorOf: VendorOf; publicUrl: string };

/** Everything that the console shows of an integration, as it is stored now. @throws when there is none */
export async function detailOf(deps: DetailDeps, integrationId: string): Promise<IntegrationDetail> {
  const { db, clock, publicUrl } = deps;
  const now = clock.now();
  const [integration, [facts], [pbx], [zendesk], kept] = await Promise.all([
    readIntegration(db, integrationId),
    factsOf(db, now, integrationId),
    db.select().from(pbxConnections).where(eq(pbxConnections.integrationId, integrationId)),
    db.select().from(zendeskConnections).where(eq(zendeskConnections.integrationId, integrationId)),
    isKept(db, integrationId),
  ]);
  if (integration === null || facts === undefined || pbx === undefined || zendesk === undefined)
    throw new Error("an integration was removed while it was read");
  return {
    id: integration.id,
    name: integration.name,
    status: statusOf(facts),
    country: integration.defaultCountry,
    timeZone: integration.pbx.timeZone,
    callsToday: facts.callsToday,
    ticketsToday: facts.ticketsToday,
    lastEventAt: facts.lastEventAt,
    problems: problemsOf(facts, version, now),
    pbx: {
      url: pbx.url,
      clientId: pbx.clientId,
      secretSet: pbx.clientSecret !== null,
      transport: transportOf(integration),
      certificate: pbx.certificate === null ? null : shownCertificate(pbx.certificate),
      about: pbx.about,
      testedAt: pbx.testedAt?.getTime() ?? null,
      subscribed: pbx.websocket ? pbx.subscribed && kept : null,
      webhook: {
        url: webhookUrl(publicUrl, integration.key),
        method: "POST",
        events: [...deps.vendorOf(pbx.vendor).eventTypes],
        secretSet: pbx.webhookSecret !== null,
        placed: pbx.webhookPlaced === webhookUrl(publicUrl, integration.key),
      },
    },
    dialRules: shownDialRules(integration.dialRules),
    zendesk: {
      subdomain: zendesk.subdomain,
      clientId: zendesk.clientId,
      secretSet: zendesk.clientSecret !== null,
      callbackUrl: callbackUrl(publicUrl),
      adminName: zendesk.adminName,
      scope: zendesk.scope,
      lastAuthorization: zendesk.lastAuthorization,
    },
    app: {
      linked: facts.appLinked,
      name: appNameOf(integration.name),
      installedVersion: zendesk.appVersion,
      version,
      work: shownWork(zendesk.appWork, now),
    },
    boundAgents: facts.boundAgents,
    popRules: integration.popRules,
    agentsChoosePops: integration.agentsChoosePops,
    dispositions: integration.dispositions,
    heldCalls: facts.heldCalls,
  };
}

export function transportOf({ pbx }: Pick<Integration, "pbx">): EventTransport {
  if (pbx.webhook && pbx.websocket) return "both";
  return pbx.webhook ? "webhook" : "websocket";
}

export function shownDialRules(rules: DialRules): IntegrationDetail["dialRules"] {
  return {
    stripPlus: rules.strip_plus,
    internationalPrefix: rules.international_prefix,
    outsidePrefix: rules.outside_prefix,
  };
}
