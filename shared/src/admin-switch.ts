import { z } from "zod";
import { SideTrouble } from "./admin-zendesk.ts";

/** `POST …/disable` and `POST …/enable`; held calls become tickets, or stay in the history without. */
export const EnableInput = z.object({ catchUp: z.boolean() });

/** `POST …/disconnect` */
export const DisconnectInput = z.object({ uninstallApp: z.boolean(), eraseCalls: z.boolean() });
const DisconnectStep = z.enum([
  "revoke_grant",
  "remove_zendesk_webhook",
  "remove_pbx_webhook",
  "uninstall_app",
  "release_pbx_token",
  "clear_settings",
  "erase_calls",
]);
export const Disconnected = z.object({
  steps: z.array(
    z.object({
      step: DisconnectStep,
      result: z.enum(["done", "not_needed", "failed"]),
      /** Why not; then it is left to do by hand. */
      trouble: SideTrouble.nullable(),
      /** In the words of the other side, where it said some. */
      detail: z.string().nullable(),
    }),
  ),
});
export type Disconnected = z.infer<typeof Disconnected>;
