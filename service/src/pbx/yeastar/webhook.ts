import { z } from "zod";
import { isRejected } from "../../platform/gateway-error.ts";
import type { OwnWebhook, PbxConnection, WebhookPlaced } from "../port.ts";
import { getFromPbx, interfaceUnknown, postToPbx } from "./client.ts";
import { topics } from "./websocket.ts";

const mostEntries = 5;
const everyEvent = 0;
const method = "POST";

/** An entry of somebody else goes back as it came, whatever else is in it. */
const Entry = z.looseObject({ url: z.string() });
type Entry = z.infer<typeof Entry>;

const Settings = z
  .object({
    data: z.object({
      enb_webhook_event_push: z.unknown(),
      webhook_event_push_list: z.array(Entry).nullish(),
      webhook_event_push_timeout: z.number().nullish().catch(null),
      webhook_event_push_retry_count: z.number().nullish().catch(null),
      webhook_event_ids: z.array(z.coerce.number()).nullish().catch(null),
    }),
  })
  .transform(({ data }) => ({
    isOn: [1, "1", true].some((on) => on === data.enb_webhook_event_push),
    entries: data.webhook_event_push_list ?? [],
    timeout: data.webhook_event_push_timeout ?? null,
    retries: data.webhook_event_push_retry_count ?? null,
    offered: data.webhook_event_ids ?? [],
  }));
type Settings = z.infer<typeof Settings>;

/** Has the PBX push its events to us, beside the entries of others. @throws {GatewayError} */
export async function placeWebhook(pbx: PbxConnection, webhook: OwnWebhook): Promise<WebhookPlaced> {
  const before = await readSettings(pbx);
  if (before === null) return { kind: "not_offered" };
  const others = before.entries.filter((entry) => !webhook.isOurs(entry.url));
  const ours = before.entries.filter((entry) => webhook.isOurs(entry.url));
  const wanted = ownEntry(webhook, before.offered);
  if (before.isOn && ours.length === 1 && ours.every((entry) => isSame(entry, wanted)))
    return { kind: "stood" };
  if (others.length >= mostEntries) return { kind: "full" };
  await write(pbx, before, [...others, wanted]);
  // Whether writing the list also switches pushing on is not documented.
  const after = await readSettings(pbx);
  return { kind: after?.isOn === true ? "placed" : "switched_off" };
}

/** Takes our entries away. False when there was none. @throws {GatewayError} */
export async function removeWebhook(pbx: PbxConnection, isOurs: (url: string) => boolean): Promise<boolean> {
  const settings = await readSettings(pbx);
  const others = settings?.entries.filter((entry) => !isOurs(entry.url)) ?? [];
  if (settings === null || others.length === settings.entries.length) return false;
  await write(pbx, settings, others);
  return true;
}

/** Has the PBX send a test message; it comes signed, by itself and later. @throws {GatewayError} */
export async function testWebhook(pbx: PbxConnection, { url, secret }: OwnWebhook): Promise<void> {
  await getFromPbx(pbx, "webhook/test", { url, secret, request_method: method }, z.unknown());
}

/** Null when the firmware knows no webhooks. */
async function readSettings(pbx: PbxConnection): Promise<Settings | null> {
  try {
    return await getFromPbx(pbx, "webhook/query", {}, Settings);
  } catch (error) {
    if (isRejected(error, interfaceUnknown)) return null;
    throw error;
  }
}

async function write(pbx: PbxConnection, settings: Settings, entries: Entry[]): Promise<void> {
  const { timeout, retries } = settings;
  await postToPbx(
    pbx,
    "webhook/update",
    {
      webhook_event_push_list: entries,
      ...(timeout === null ? {} : { webhook_event_push_timeout: timeout }),
      ...(retries === null ? {} : { webhook_event_push_retry_count: retries }),
    },
    z.unknown(),
  );
}

type OwnEntry = { url: string; secret: string; request_method: string; event_ids: number[] };

/** The events that say something to us and that this firmware can push; all where it tells of none of them. */
function ownEntry({ url, secret }: OwnWebhook, offered: number[]): OwnEntry {
  const events = topics.filter((topic) => offered.includes(topic)).toSorted((a, b) => a - b);
  return { url, secret, request_method: method, event_ids: events.length > 0 ? events : [everyEvent] };
}

const OwnEntry = z.object({
  url: z.string(),
  secret: z.string(),
  request_method: z.string(),
  event_ids: z.array(z.coerce.number()),
});

/** Somebody may have given ours more events: that is as good. */
function isSame(entry: Entry, wanted: OwnEntry): boolean {
  const { success, data } = OwnEntry.safeParse(entry);
  if (!success || data.url !== wanted.url || data.secret !== wanted.secret) return false;
  if (data.request_method.toUpperCase() !== method) return false;
  return (
    data.event_ids.includes(everyEvent) || wanted.event_ids.every((event) => data.event_ids.includes(event))
  );
}
