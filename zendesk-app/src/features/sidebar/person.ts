import { queryOptions } from "@tanstack/react-query";
import type { Scope } from "../../calls/scope.ts";
import { MaybeUser, UserAnswer } from "../../zaf/schema.ts";
import { idOf, type Zaf } from "../../zaf/zaf.ts";
import { numbersOf, type StoredNumber } from "./numbers-of.ts";

/** Whom the page is about. */
export type ShownPerson = { id: number; name: string; numbers: StoredNumber[] };

/** Where Zendesk tells whom a page is about. */
export type PersonPath = "ticket.requester" | "user";

/** All the calls with a person. */
export function callsWith({ id, numbers }: ShownPerson): Extract<Scope, { kind: "user" }> {
  return { kind: "user", user: id, numbers: numbers.map(({ number }) => number) };
}

/** Null when there is nobody yet. */
export function personQuery(zaf: Zaf, path: PersonPath) {
  return queryOptions({
    queryKey: ["person", path],
    retry: 2,
    queryFn: async (): Promise<ShownPerson | null> => {
      const user = await zaf.get(path, MaybeUser);
      const id = idOf(user?.id);
      if (user == null || id === null) return null;
      // A number that several people share stands with the user only, not among the identities.
      const { user: stored } = await zaf
        .read(`/api/v2/users/${id}.json`, UserAnswer)
        .catch(() => ({ user: { phone: null, shared_phone_number: null } }));
      return { id, name: user.name ?? "", numbers: numbersOf(user, stored) };
    },
  });
}
