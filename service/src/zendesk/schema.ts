import { z } from "zod";

/** What Zendesk's answers must contain, reduced to what is read and renamed on the way in: what all of them share. The rest stands in `*-schema.ts`, by subject. */

/** The items of a list that can be read. One of a strange shape must not cost the others. */
export function listOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((items) =>
    items.flatMap((one) => {
      const read = item.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );
}

/** A field that may be absent or of a strange shape. */
export function optional<T>(field: z.ZodType<T>) {
  return field.nullish().catch(null);
}

/** `links.next` is filled on the last page too: only `has_more` ends a list. */
export const Meta = z
  .object({ has_more: z.boolean(), after_cursor: z.string().nullish() })
  .nullish()
  .transform((meta) => (meta?.has_more === true ? (meta.after_cursor ?? null) : null));

/** Answer of the token endpoint. A client that never expires leaves the times and the refresh token out. */
export const TokenPair = z
  .object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1).nullish(),
    scope: z.string().nullish(),
    expires_in: z.number().nullish(),
  })
  .transform((pair) => ({
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token ?? null,
    scope: pair.scope ?? "",
    expiresInMs: pair.expires_in == null ? null : pair.expires_in * 1000,
  }));
export type TokenPair = z.infer<typeof TokenPair>;

/** Any answer that is a success. */
export const Anything = z.unknown();
