import type { IntegrationStatus } from "@deskline/shared/admin";
import type { ContactSettings } from "@deskline/shared/admin-contacts";
import type { PopRules } from "@deskline/shared/app";
import type { DialRules } from "../storage/schema.ts";

/** One PBX joined to one Zendesk account, without its secrets. */
export type Integration = {
  id: string;
  /** Names the integration in URLs; hard to guess. */
  key: string;
  name: string;
  status: IntegrationStatus;
  /** ISO 3166 country in which numbers without a country code are read. */
  defaultCountry: string;
  quietMs: number;
  awaitingMs: number;
  dispositions: string[];
  popRules: PopRules;
  /** Whether agents may make of pops what they like; else they are as the rules say. */
  agentsChoosePops: boolean;
  dialRules: DialRules;
  contacts: ContactSettings;
  pbx: {
    vendor: string;
    /** Null until entered, as are the client's id and, elsewhere, its secret. */
    url: string | null;
    clientId: string | null;
    timeZone: string;
    webhook: boolean;
    websocket: boolean;
    webhookSecretSet: boolean;
    loginProblem: string | null;
  };
  zendesk: {
    /** Null until entered, as are the client's id and, elsewhere, its secret. */
    subdomain: string | null;
    clientId: string | null;
    scope: string | null;
    adminName: string | null;
    authorized: boolean;
    appId: number | null;
    installationId: number | null;
  };
};

/** A row, column and integration as the additional data of a sealed value. */
export function secretContext(column: `${string}.${string}`, integrationId: string): string {
  return `${column}:${integrationId}`;
}

/** Where the PBX posts its events. */
export function webhookUrl(publicUrl: string, key: string): string {
  return `${publicUrl}/pbx/${key}/events`;
}
