import { z } from "zod";

/** An agent or admin of Zendesk. */
export const ConsoleAgent = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(["agent", "admin"]),
  /** `gone`: deleted or suspended; `downgraded`: an end user now. Such agents are shown while they are bound. */
  standing: z.enum(["active", "gone", "downgraded"]),
});
export type ConsoleAgent = z.infer<typeof ConsoleAgent>;
export const ConsoleExtension = z.object({
  number: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** False when the PBX does not have it any more. */
  exists: z.boolean(),
});
export type ConsoleExtension = z.infer<typeof ConsoleExtension>;
export const Binding = z.object({ agentId: z.number(), extension: z.string().min(1).max(40) });
export type Binding = z.infer<typeof Binding>;

/** `GET …/bindings`; `POST …/bindings/refresh` reads agents and extensions anew first. */
export const Bindings = z.object({
  /** Grows with each change. */
  version: z.number(),
  agents: z.array(ConsoleAgent),
  extensions: z.array(ConsoleExtension),
  bindings: z.array(Binding),
  /** When both were last read: of Zendesk and the PBX, whichever was read longer ago. */
  readAt: z.number().nullable(),
  /** What could not be read at the last refresh, and why. */
  trouble: z.array(z.object({ side: z.enum(["zendesk", "pbx"]), detail: z.string() })),
});
export type Bindings = z.infer<typeof Bindings>;

/** `PUT …/bindings`: all of them. Refused when `version` is not the present one. */
export const BindingsInput = z.object({ version: z.number(), bindings: z.array(Binding).max(20_000) });

/** `GET …/bindings/auto`: what auto-bind would change; agents and extensions that are bound stay as they are. */
export const AutoBinding = z.object({
  bind: z.array(Binding.extend({ why: z.literal("same_email") })),
  /** Of those still without: same name, for a person to confirm. */
  suggest: z.array(Binding.extend({ why: z.literal("same_name") })),
  /** E-mail addresses of several agents or several extensions: nobody is bound by these. */
  shared: z.array(
    z.object({ email: z.string(), agentIds: z.array(z.number()), extensions: z.array(z.string()) }),
  ),
});
export type AutoBinding = z.infer<typeof AutoBinding>;
