import { appNameOf } from "./core/app-name.ts";
import { appAddress, packApp } from "@deskline/zendesk-app/package/pack-app";
import type { Integration } from "../integrations/integration.ts";
import { readRow } from "../integrations/zendesk-grant.ts";
import type { Connection } from "../storage/database.ts";
import { sharesAccount } from "./app-store.ts";

export type AppPackageDeps = { db: Connection; publicUrl: string };

/** The package of an integration's app and its name; null when Zendesk would open no page of this service. */
export async function packageOf(
  { db, publicUrl }: AppPackageDeps,
  integration: Pick<Integration, "id" | "key" | "name">,
): Promise<{ zip: Uint8Array<ArrayBuffer>; name: string } | null> {
  const address = appAddress(publicUrl);
  if (address === null) return null;
  const shares = await sharesAccount(db, await readRow(db, integration.id));
  const name = shares ? appNameOf(integration.name) : "Deskline";
  return { zip: packApp({ address, integrationKey: integration.key, name }), name };
}
