import { Location } from "@deskline/shared/app";
import { z } from "zod";

/** What Zendesk says through its SDK, as far as the app reads it. Ids are numbers or texts, by version of the host. */
const Id = z.union([z.number(), z.string()]).nullish();

export const Context = z.object({
  instanceGuid: z.string(),
  location: Location,
  ticketId: Id,
  userId: Id,
});

export const Metadata = z.object({ name: z.string().nullish() });

export const Instances = z.record(z.string(), z.object({ location: z.string().optional() }));

export const CurrentUser = z.object({
  locale: z.string().nullish(),
  timeZone: z.object({ ianaName: z.string().nullish() }).nullish(),
});

const Identity = z.object({
  type: z.string(),
  value: z.string().nullish(),
  primary: z.boolean().nullish(),
});

/** `ticket.requester` and `user`; without an id it is nobody yet. */
export const HostUser = z.object({
  id: Id,
  name: z.string().nullish(),
  identities: z.array(Identity).nullish(),
});
export type HostUser = z.infer<typeof HostUser>;
export const MaybeUser = HostUser.nullish();

/** `GET /api/v2/users/{id}.json`, by the agent's own session. */
export const UserAnswer = z.object({
  user: z.object({ phone: z.string().nullish(), shared_phone_number: z.boolean().nullish() }),
});
export type UserAnswer = z.infer<typeof UserAnswer>;

export const Text = z.string();
export const OptionalText = z.string().nullish();
export const OptionalId = Id;

/** `voice.dialout`: an agent clicked on a number somewhere in Zendesk. */
export const DialOut = z.object({
  number: z.string().nullish(),
  userId: Id,
  ticketId: Id,
});
