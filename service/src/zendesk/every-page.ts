import type { z } from "zod";
import { askZendesk, type ZendeskAccount } from "./client.ts";

/** Reads a list to its end, by cursor. @throws {GatewayError} */
export async function everyPage<T>(
  account: ZendeskAccount,
  path: string,
  query: [name: string, value: string][],
  answer: z.ZodType<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const cursor: [string, string][] = after === null ? [] : [["page[after]", after]];
    const page: { items: T[]; next: string | null } = await askZendesk(account, {
      method: "GET",
      path,
      query: [...query, ["page[size]", "100"], ...cursor],
      answer,
    });
    items.push(...page.items);
    after = page.next === after ? null : page.next;
  } while (after !== null);
  return items;
}
