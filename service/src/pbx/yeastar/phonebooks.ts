import { z } from "zod";
import { GatewayError } from "../../platform/gateway-error.ts";
import type { Phonebook, PhonebookLimits, PhonebookList, PhonebookMade } from "../phonebooks.ts";
import type { PbxConnection } from "../port.ts";
import { getFromPbx, postToPbx } from "./client.ts";
import { cleanText } from "./text.ts";

const pageSize = 500;
/** Twice what the largest PBX takes. */
const mostPages = 2;

/** Numbers of the vendor's guide. */
export const refusals = {
  duplicate: 40003,
  quota: 60002,
  phonebookUnknown: 70093,
  contactUnknown: 70128,
  referenced: 70091,
};
/** Path unknown, access denied, feature off: how firmware and plans without phonebooks say so. */
const notOffered = [10001, 10005, 10009];

const Row = z
  .object({
    id: z.coerce.number(),
    name: z.string().catch(""),
    member_select: z.unknown().optional(),
    total: z.coerce.number().nullish().catch(null),
    contacts_list: z.array(z.unknown()).nullish().catch(null),
  })
  .transform(({ id, name, member_select, total, contacts_list }) => ({
    id,
    name: cleanText(name),
    count: total ?? contacts_list?.length ?? null,
    holdsAll: member_select === "sel_all",
  }));
const Page = z.object({ data: z.array(Row).catch([]), total_number: z.number().catch(0) });
const Detail = z.object({ data: Row });
export const Made = z.object({ id: z.coerce.number() });

/** Of the guide for the software edition; how long texts may be it does not tell. */
export function phonebookLimits(extensions: number): PhonebookLimits {
  const large = extensions >= 1000;
  return {
    phonebooks: large ? 500 : 200,
    contacts: large ? 500_000 : 200_000,
    text: 127,
    number: 31,
  };
}

/** The company phonebooks; null where there can be none. @throws {GatewayError} */
export async function readPhonebooks(pbx: PbxConnection): Promise<PhonebookList> {
  const found: Phonebook[] = [];
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const asked = { page: String(page), page_size: String(pageSize) };
      const { data, total_number } = await getFromPbx(pbx, "phonebook/list", asked, Page);
      found.push(...data);
      if (data.length === 0 || found.length >= total_number) break;
    }
    return found;
  } catch (error) {
    if (isOneOf(error, notOffered)) return null;
    throw error;
  }
}

/** One phonebook with its count; null when there is none with this id. @throws {GatewayError} */
export async function readPhonebook(pbx: PbxConnection, id: number): Promise<Phonebook | null> {
  try {
    return (await getFromPbx(pbx, "phonebook/get", { id: String(id) }, Detail)).data;
  } catch (error) {
    if (isOneOf(error, [refusals.phonebookUnknown, ...notOffered])) return null;
    throw error;
  }
}

/** Makes an empty phonebook. @throws {GatewayError} */
export async function makePhonebook(pbx: PbxConnection, name: string): Promise<PhonebookMade> {
  try {
    const body = { name, member_select: "sel_specific" };
    const { id } = await postToPbx(pbx, "phonebook/create", body, Made);
    return { kind: "made", id };
  } catch (error) {
    if (isOneOf(error, [refusals.duplicate])) return { kind: "name_taken" };
    if (isOneOf(error, [refusals.quota])) return { kind: "full" };
    if (isOneOf(error, notOffered)) return { kind: "not_offered" };
    throw error;
  }
}

/** Whether the PBX answered with one of these numbers, whatever kind of failure that is elsewhere. */
export function isOneOf(error: unknown, numbers: readonly number[]): boolean {
  if (!(error instanceof GatewayError)) return false;
  const { failure } = error;
  if (failure.kind === "rejected" || failure.kind === "unavailable") return numbers.includes(failure.status);
  return (
    failure.kind === "unauthorized" && failure.errcode !== undefined && numbers.includes(failure.errcode)
  );
}
