import { z } from "zod";

/** Who works with the console: the operator by password, or an administrator of a Zendesk account from inside it. */
export const Who = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("operator") }),
  /** Sees and changes this integration alone. */
  z.object({ kind: z.literal("zendesk_admin"), name: z.string(), integrationId: z.uuid() }),
]);
export type Who = z.infer<typeof Who>;

/** `GET /api/admin/session`, needs none: the answer to `POST /session` and `POST /setup` as well. */
export const ConsoleState = z.object({
  who: Who.nullable(),
  /** False until somebody has used the link that the service prints. */
  passwordSet: z.boolean(),
});
export type ConsoleState = z.infer<typeof ConsoleState>;

export const shortestPassword = 12;

/** Tells the pages that Zendesk leads back to which language was chosen in the console: `en` or `zh-CN`. */
export const languageCookie = "deskline_language";

/** `POST /api/admin/setup`: the first password, or a new one after `operator reset`. The link's token works once. */
export const SetupInput = z.object({ token: z.string().max(200), password: z.string().max(1000) });
/** `POST /api/admin/session`; `DELETE /api/admin/session` logs out. */
export const LoginInput = z.object({ password: z.string().max(1000) });
/** `PUT /api/admin/password`: ends all other sessions. */
export const PasswordInput = z.object({ current: z.string().max(1000), next: z.string().max(1000) });

/** `GET /api/admin/sessions`; `DELETE /api/admin/sessions/{id}` ends one. */
export const ConsoleSession = z.object({
  id: z.uuid(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  address: z.string(),
  /** Browser and system in a few words, or what the browser says of itself. */
  device: z.string(),
  current: z.boolean(),
});
export type ConsoleSession = z.infer<typeof ConsoleSession>;
export const ConsoleSessions = z.object({ sessions: z.array(ConsoleSession) });
