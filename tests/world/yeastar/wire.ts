/** What the PBX puts on the wire when something happens to a call. */

export type MemberStatus = "ALERT" | "RING" | "EARLYMEDIA" | "ANSWERED" | "ANSWER" | "HOLD" | "BYE";

export type ExtensionMember = {
  number: string;
  channel_id: string;
  member_status: MemberStatus;
  call_path: string;
};

export type TrunkMember = {
  from: string;
  to: string;
  trunk_name: string;
  channel_id: string;
  member_status: MemberStatus;
  call_path: string;
};

/** Each array element of a report has exactly one of these keys. */
export type Member = { extension: ExtensionMember } | { inbound: TrunkMember } | { outbound: TrunkMember };

export type Envelope = { type: number; sn: string; msg: string | Record<string, unknown> };

/** Events whose `msg` is a JSON document inside a string on a real PBX. */
const STRING_EVENTS = new Set([30011, 30012, 30013, 30014, 30015]);

export function envelopeOf(
  type: number,
  sn: string,
  msg: Record<string, unknown>,
  msgAs: "string" | "object",
): Envelope {
  const asString = msgAs === "string" && STRING_EVENTS.has(type);
  return { type, sn, msg: asString ? JSON.stringify(msg) : structuredClone(msg) };
}

/** The payload of an envelope, whichever way it was written. */
export function messageOf(envelope: Envelope): Record<string, unknown> {
  return typeof envelope.msg === "string" ? JSON.parse(envelope.msg) : envelope.msg;
}
