import { z } from "zod";
import { Meta, listOf, optional } from "./schema.ts";

/** What an account offers for the fields of a ticket. */

const Named = z.object({ id: z.number(), name: optional(z.string()), active: optional(z.boolean()) });

function named(items: z.infer<typeof Named>[]) {
  return items.filter(({ active }) => active !== false).map(({ id, name }) => ({ id, name: name ?? "" }));
}

export const GroupPage = z
  .object({ groups: listOf(Named), meta: Meta })
  .transform(({ groups, meta }) => ({ items: named(groups), next: meta }));

export const GroupUserPage = z
  .object({ users: listOf(z.object({ id: z.number() })), meta: Meta })
  .transform(({ users, meta }) => ({ items: users.map(({ id }) => id), next: meta }));

export const BrandPage = z
  .object({ brands: listOf(Named), meta: Meta })
  .transform(({ brands, meta }) => ({ items: named(brands), next: meta }));

export const FormPage = z
  .object({ ticket_forms: listOf(Named), meta: Meta })
  .transform(({ ticket_forms, meta }) => ({ items: named(ticket_forms), next: meta }));

/** Fields that an administrator has added are those that can be removed again. */
export const CustomFieldPage = z
  .object({
    ticket_fields: listOf(
      z.object({
        id: z.number(),
        title: optional(z.string()),
        type: optional(z.string()),
        active: optional(z.boolean()),
        removable: optional(z.boolean()),
        custom_field_options: optional(listOf(z.object({ name: z.string(), value: z.string() }))),
      }),
    ),
    meta: Meta,
  })
  .transform(({ ticket_fields, meta }) => ({
    items: ticket_fields
      .filter(({ active, removable }) => active !== false && removable !== false)
      .map(({ id, title, type, custom_field_options }) => ({
        id,
        name: title ?? "",
        type: type ?? "",
        options: custom_field_options ?? [],
      })),
    next: meta,
  }));
