import { z } from "zod";

export const DialRules = z.object({
  stripPlus: z.boolean(),
  /** What stands for the `+`, such as `00`; empty keeps it. */
  internationalPrefix: z.string().regex(/^[0-9*#]{0,10}$/),
  /** What gets a line to the outside, such as `0`. */
  outsidePrefix: z.string().regex(/^[0-9*#]{0,10}$/),
});
export type DialRules = z.infer<typeof DialRules>;

export const EventTransport = z.enum(["webhook", "websocket", "both"]);
export type EventTransport = z.infer<typeof EventTransport>;

/** What a PBX is and can do; null where it does not tell. */
export const PbxAbout = z.object({
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  serial: z.string().nullable(),
  abilities: z.object({
    /** Call events over the live connection. */
    events: z.boolean().nullable(),
    /** Whether trunks report their calls, without which inbound calls lack their trunk. */
    trunkMonitor: z.boolean().nullable(),
    webhook: z.boolean().nullable(),
    phonebooks: z.boolean().nullable(),
    recordings: z.boolean().nullable(),
    /** `1` or `2`. */
    records: z.string().nullable(),
  }),
});
export type PbxAbout = z.infer<typeof PbxAbout>;

/** A certificate that no authority known here vouches for, as the PBX shows it. */
export const ShownCertificate = z.object({
  /** SHA-256, pairs of hexadecimal digits separated by colons. */
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validUntil: z.number(),
});
export type ShownCertificate = z.infer<typeof ShownCertificate>;

export const PbxTrouble = z.enum([
  "credentials_wrong",
  "address_blocked",
  "address_not_allowed",
  "certificate_unknown",
  "certificate_changed",
  "api_off",
  "unreachable",
  "not_a_pbx",
  "too_many_tokens",
  "other",
]);
export type PbxTrouble = z.infer<typeof PbxTrouble>;

/** `POST …/pbx/test`: of what is stored. */
export const PbxTest = z.discriminatedUnion("result", [
  z.object({ result: z.literal("works"), about: PbxAbout }),
  z.object({
    result: z.literal("fails"),
    trouble: PbxTrouble,
    detail: z.string().nullable(),
    /** With `certificate_…`: what can be pinned. */
    certificate: ShownCertificate.nullable(),
  }),
]);
export type PbxTest = z.infer<typeof PbxTest>;

/** `PUT …/pbx`; what is left out stays. A new address forgets the certificate that was pinned. */
export const PbxInput = z.object({
  url: z.string().max(500).optional(),
  clientId: z.string().trim().min(1).max(200).optional(),
  clientSecret: z.string().min(1).max(500).optional(),
  timeZone: z.string().max(100).optional(),
  country: z.string().max(2).optional(),
  dialRules: DialRules.optional(),
  transport: EventTransport.optional(),
  /** The fingerprint that was shown and is trusted from now on; null trusts the known authorities alone. */
  certificate: z.string().max(200).nullable().optional(),
});
export type PbxInput = z.infer<typeof PbxInput>;

/** `PUT …/pbx/webhook-secret`: of an entry that was made on the PBX by hand. */
export const WebhookSecretInput = z.object({ secret: z.string().min(8).max(200) });
