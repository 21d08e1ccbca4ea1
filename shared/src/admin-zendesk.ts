import { z } from "zod";

/** `PUT …/zendesk`; a subdomain may be given as the address of the account. What is left out stays. */
export const ZendeskInput = z.object({
  subdomain: z.string().max(300).optional(),
  clientId: z.string().trim().min(1).max(200).optional(),
  clientSecret: z.string().min(1).max(500).optional(),
});
export type ZendeskInput = z.infer<typeof ZendeskInput>;

/** `POST …/zendesk/authorize`: where Zendesk asks an administrator, within ten minutes. */
export const AuthorizeUrl = z.object({ url: z.string() });

/** How the last authorization ended. */
export const AuthorizationEnd = z.object({
  at: z.number(),
  kind: z.enum([
    "connected",
    "refused",
    "code_refused",
    "client_refused",
    "redirect_refused",
    "not_admin",
    "scope_missing",
    "zendesk_unreachable",
  ]),
  detail: z.string().nullable(),
});
export type AuthorizationEnd = z.infer<typeof AuthorizationEnd>;

/** What stood in the way when Zendesk or the PBX was asked for something. */
export const SideTrouble = z.enum(["unreachable", "busy", "unauthorized", "refused", "unreadable"]);
export type SideTrouble = z.infer<typeof SideTrouble>;

/** The app in Zendesk. `POST …/app/install` uploads and installs, or updates; `POST …/app/link` finds one that was uploaded by hand. */
export const AppState = z.object({
  linked: z.boolean(),
  /** Under which it is found for certain, also beside those of other integrations in the same account. */
  name: z.string(),
  installedVersion: z.string().nullable(),
  /** Of the package that the service would install now. */
  version: z.string(),
  /** The installation that runs or ran last. */
  work: z
    .object({
      state: z.enum(["running", "done", "failed"]),
      step: z.enum(["packing", "uploading", "creating", "installing"]),
      /** Of Zendesk's own work, 0 to 1; null where it does not tell. */
      progress: z.number().nullable(),
      trouble: SideTrouble.nullable(),
      /** In Zendesk's words, where it said some. */
      detail: z.string().nullable(),
      at: z.number(),
    })
    .nullable(),
});
export type AppState = z.infer<typeof AppState>;
