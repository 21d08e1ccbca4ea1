import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import type { PbxConnection, PbxNumber } from "../port.ts";
import { getFromPbx } from "./client.ts";
import { cleanText } from "./text.ts";

const pageSize = 1000;
const mostPages = 50;

/** A Linkus client has a `status`, SIP phones have a `status_list`. */
const Device = z.object({ status: z.unknown().optional(), status_list: z.array(z.unknown()).nullish() });
type Device = z.infer<typeof Device>;

const ExtensionRow = z.object({
  number: z.string().min(1),
  caller_id_name: z.string().nullish(),
  email_addr: z.string().nullish(),
  online_status: z.record(z.string(), Device).nullish().catch(null),
});
type ExtensionRow = z.infer<typeof ExtensionRow>;

const ExtensionPage = z.object({
  data: z.array(ExtensionRow).catch([]),
  total_number: z.number().catch(0),
});

/** The list's name is `queue_list`, not `data`. */
const QueueList = z.object({
  queue_list: z.array(z.object({ number: z.string().min(1), name: z.string().nullish() })).catch([]),
});

/**
 * Extensions and queues of a PBX. Read from the list, never from the detail, which carries SIP passwords.
 * A PBX without queues, or whose plan has none, gives extensions only. @throws {GatewayError}
 */
export async function readNumbers(pbx: PbxConnection): Promise<PbxNumber[]> {
  return [...(await readExtensions(pbx)), ...(await readQueues(pbx))];
}

async function readExtensions(pbx: PbxConnection): Promise<PbxNumber[]> {
  const rows = await readRows(pbx);
  return rows.map((row) => ({
    number: row.number,
    kind: "extension",
    name: cleanText(row.caller_id_name ?? ""),
    email: row.email_addr?.trim() || null,
  }));
}

async function readRows(pbx: PbxConnection): Promise<ExtensionRow[]> {
  const found: ExtensionRow[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total_number } = await getFromPbx(
      pbx,
      "extension/list",
      { page: String(page), page_size: String(pageSize) },
      ExtensionPage,
    );
    found.push(...data);
    if (data.length === 0 || found.length >= total_number) break;
  }
  return found;
}

/** Which extensions have a phone, app or browser that is registered, as far as the list tells. @throws {GatewayError} */
export async function readRegistrations(pbx: PbxConnection): Promise<ReadonlyMap<string, boolean>> {
  const rows = await readRows(pbx);
  return new Map(
    rows.flatMap(({ number, online_status }) => {
      const registered = isRegistered(Object.values(online_status ?? {}));
      return registered === null ? [] : [[number, registered]];
    }),
  );
}

/** Null when nothing says so and something cannot be read. */
export function isRegistered(devices: Device[]): boolean | null {
  const told = devices.flatMap((device) => (device.status_list ?? [device]).map(isOnline));
  if (told.includes(true)) return true;
  return devices.length === 0 || told.includes(null) ? null : false;
}

const onlineWords = /^(1|online|registered|reachable|idle|busy|ringing|ok)$/i;
const offlineWords = /^(0|offline|unregistered|unreachable|unavailable)$/i;

/** How the list tells of a SIP phone is not documented: a number, a word, or either in `status`. */
function isOnline(state: unknown): boolean | null {
  const said = typeof state === "object" && state !== null && "status" in state ? state.status : state;
  const words = typeof said === "string" || typeof said === "number" ? String(said).trim() : "";
  if (onlineWords.test(words)) return true;
  return offlineWords.test(words) ? false : null;
}

async function readQueues(pbx: PbxConnection): Promise<PbxNumber[]> {
  try {
    const { queue_list } = await getFromPbx(pbx, "queue/list", {}, QueueList);
    return queue_list.map((queue) => ({
      number: queue.number,
      kind: "queue",
      name: cleanText(queue.name ?? ""),
      email: null,
    }));
  } catch (error) {
    if (error instanceof GatewayError && error.failure.kind === "rejected") return [];
    throw error;
  }
}
