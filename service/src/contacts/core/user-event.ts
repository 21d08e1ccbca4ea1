import { z } from "zod";

/** A number; Zendesk's events write ids as text. */
const Id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().positive());

const Envelope = z.object({
  type: z.string().startsWith("zen:event-type:user."),
  detail: z.object({ id: Id }),
  event: z.unknown(),
});

const Identity = z.object({ identity: z.object({ type: z.string(), value: z.string() }) });
const Other = z.object({ user: z.object({ id: Id }) });

/** Somebody of whom there is news. */
export type News = {
  userId: number;
  /** The number that is told of, empty for a new user: whoever is known with it need not be read. Null: to be read. */
  number: string | null;
  /** The other one of two that became one; which is left does not stand in it. */
  mergedWith: number | null;
};

/** Whom an event of a webhook is about; null when it is none of a user. What it says is a hint: the user is read. */
export function newsIn(body: unknown): News[] | null {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return null;
  const { type, detail, event } = envelope.data;
  const userId = detail.id;
  switch (type.replace("zen:event-type:user.", "")) {
    case "created":
      return [{ userId, number: "", mergedWith: null }];
    case "identity_created": {
      const identity = Identity.safeParse(event);
      const number = identity.success && identity.data.identity.type === "phone_number";
      return [{ userId, number: number ? identity.data.identity.value : null, mergedWith: null }];
    }
    case "merged": {
      const other = Other.safeParse(event);
      if (!other.success) return [{ userId, number: null, mergedWith: null }];
      const { id } = other.data.user;
      return [
        { userId, number: null, mergedWith: id },
        { userId: id, number: null, mergedWith: userId },
      ];
    }
    default:
      return [{ userId, number: null, mergedWith: null }];
  }
}
