import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import type { PbxConnection, PbxNumber } from "../port.ts";
import { getFromPbx } from "./client.ts";
import { cleanText } from "./text.ts";

const pageSize = 1000;
const mostPages = 50;

const ExtensionPage = z.object({
  data: z
    .array(
      z.object({
        number: z.string().min(1),
        caller_id_name: z.string().nullish(),
        email_addr: z.string().nullish(),
      }),
    )
    .catch([]),
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
  const found: PbxNumber[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total_number } = await getFromPbx(
      pbx,
      "extension/list",
      { page: String(page), page_size: String(pageSize) },
      ExtensionPage,
    );
    for (const row of data) {
      found.push({
        number: row.number,
        kind: "extension",
        name: cleanText(row.caller_id_name ?? ""),
        email: row.email_addr?.trim() || null,
      });
    }
    if (data.length === 0 || found.length >= total_number) break;
  }
  return found;
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
