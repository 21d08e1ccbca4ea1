import { z } from "zod";

/**
 * What the PBX's messages must contain, reduced to what is read. Vendor spelling ends here.
 * Strings may be padded with a blank for "empty"; unknown fields are ignored.
 */

/** Event frame of both transports. `msg` is a JSON document inside a string for call events, an object for newer ones. */
export const Envelope = z.object({
  type: z.int32().min(0),
  msg: z.unknown().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

export const Text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => text ?? "");
export const Seconds = z.coerce.number().min(0).max(10_000_000).catch(0);

const MemberStatus = z.enum(["ALERT", "RING", "EARLYMEDIA", "ANSWERED", "ANSWER", "HOLD", "BYE"]);
export type MemberStatus = z.infer<typeof MemberStatus>;

const Channel = z.object({
  channel_id: z.string().min(1),
  member_status: z
    .string()
    .transform((status) => status.trim().toUpperCase())
    .pipe(MemberStatus),
  call_path: Text,
});
const TrunkMember = Channel.extend({ from: Text, to: Text, trunk_name: Text });

/** One element of `members`: an object with exactly one of these keys. */
export const RawMember = z.union([
  z.object({ extension: Channel.extend({ number: z.string().min(1) }) }),
  z.object({ inbound: TrunkMember }),
  z.object({ outbound: TrunkMember }),
]);
export type RawMember = z.infer<typeof RawMember>;

const CallId = z.string().trim().min(1).max(100);
/** Elements that fit no known form are dropped: one of them must not spoil the list. */
const Members = z
  .array(z.unknown())
  .nullish()
  .transform((items) =>
    (items ?? []).flatMap((item) => {
      const member = RawMember.safeParse(item);
      return member.success ? [member.data] : [];
    }),
  );

/** 30011, 30013, 30014. */
export const MembersMessage = z.object({ call_id: CallId, members: Members });
/** 30015; `members` may be null. */
export const FailureMessage = z.object({ call_id: CallId, reason: Text, members: Members });
/** 30026. */
export const AgentMissedMessage = z.object({ call_id: CallId, queue_number: Text, agent_number: Text });
/** 30012. */
export const RecordMessage = z.object({
  call_id: CallId,
  time_start: Text,
  call_from: Text,
  call_to: Text,
  call_duration: Seconds,
  talk_duration: Seconds,
  src_trunk_name: Text,
  dst_trunk_name: Text,
  status: Text,
  type: Text,
  recording: Text,
  did_number: Text,
  did_name: Text,
});
export type RecordMessage = z.infer<typeof RecordMessage>;
