import type { PbxAbout } from "@deskline/shared/admin-pbx";
import { z } from "zod";
import type { PbxConnection } from "../port.ts";
import { getFromPbx, probePbx } from "./client.ts";
import { cleanText } from "./text.ts";
import { subscribe } from "./websocket.ts";

const Information = z.looseObject({ data: z.record(z.string(), z.unknown()).nullish().catch(null) });

/** What the PBX is and can do; it tells neither of its monitors nor of its plan, so it is tried. @throws {GatewayError} */
export async function readAbout(pbx: PbxConnection): Promise<PbxAbout> {
  const { data, ...rest } = await getFromPbx(pbx, "system/information", {}, Information);
  const told = factsIn(data ?? rest);
  const [events, webhook, phonebooks, recordings, records] = await Promise.all([
    canSubscribe(pbx),
    offers(pbx, "v1.0/webhook/query", {}),
    offers(pbx, "v1.0/phonebook/list", onePage),
    offers(pbx, "v1.0/recording/list", onePage),
    recordsOf(pbx),
  ]);
  return { ...told, abilities: { events, trunkMonitor: null, webhook, phonebooks, recordings, records } };
}

const onePage = { page: "1", page_size: "1" };

/** How the fields are named is not documented; as they are seen, and as other calls name the like. */
function factsIn(data: Record<string, unknown>): Pick<PbxAbout, "model" | "firmware" | "serial"> {
  const first = (...names: string[]) =>
    names.map((name) => data[name]).find((value) => typeof value === "string" && value.trim() !== "");
  const text = (value: unknown) => (typeof value === "string" ? cleanText(value) : null);
  return {
    model: text(first("model", "device_model", "product_model", "product", "device_name")),
    firmware: text(first("software_version", "firmware_version", "firmware", "soft_version", "version")),
    serial: text(first("sn", "serial_number", "serial_num", "serial")),
  };
}

/** Refused by the firmware or the plan, whichever number says so: it cannot be used. */
async function offers(pbx: PbxConnection, path: string, query: Record<string, string>): Promise<boolean> {
  return (await probePbx(pbx, path, query)) === 0;
}

/** Version 2 exists on newer firmware and fails in several ways on the one before. */
async function recordsOf(pbx: PbxConnection): Promise<string | null> {
  if (await offers(pbx, "v2.0/cdr/list", onePage)) return "2";
  return (await offers(pbx, "v1.0/cdr/list", onePage)) ? "1" : null;
}

/** Opens a live connection of its own and closes it: a proxy in between may not let one through. */
async function canSubscribe(pbx: PbxConnection): Promise<boolean> {
  try {
    const { url, certificate, patienceMs } = pbx;
    const subscription = await subscribe({
      url,
      certificate,
      ...(patienceMs === undefined ? {} : { patienceMs }),
      accessToken: await pbx.accessToken(),
      onFrame: () => Promise.resolve(),
    });
    subscription.close();
    return true;
  } catch {
    return false;
  }
}
