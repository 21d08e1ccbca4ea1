import {
  ContactPeople,
  Contacts,
  NumberFields,
  NumberTest,
  RememberedNumbers,
} from "@deskline/shared/admin-contacts";
import { PhonebookChoices, PhonebookState, UnfitContacts } from "@deskline/shared/admin-phonebook";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "../api/console-api.ts";

/** What changes by itself is asked for this often while it is looked at. */
const pollMs = 2_500;

const keyOf = (id: string, ...rest: unknown[]) => ["integrations", id, "contacts", ...rest];

export function contactsQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get(`integrations/${id}/contacts`, Contacts, signal),
    refetchInterval: pollMs,
  });
}

/** Asks Zendesk. */
export function numberFieldsQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: keyOf(id, "number-fields"),
    queryFn: ({ signal }) => api.get(`integrations/${id}/contacts/number-fields`, NumberFields, signal),
    staleTime: 60_000,
  });
}

export function peopleQuery(api: ConsoleApi, id: string, text: string) {
  const path = `integrations/${id}/contacts/people?${new URLSearchParams({ text }).toString()}`;
  return queryOptions({
    queryKey: keyOf(id, "people", text),
    queryFn: ({ signal }) => api.get(path, ContactPeople, signal),
    enabled: text !== "",
    staleTime: 10_000,
  });
}

export function rememberedQuery(api: ConsoleApi, id: string) {
  return infiniteQueryOptions({
    queryKey: keyOf(id, "remembered"),
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `integrations/${id}/contacts/remembered?${new URLSearchParams({ after: pageParam }).toString()}`,
        RememberedNumbers,
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function numberTestQuery(api: ConsoleApi, id: string, number: string) {
  const path = `integrations/${id}/contacts/test?${new URLSearchParams({ number }).toString()}`;
  return queryOptions({
    queryKey: keyOf(id, "test", number),
    queryFn: ({ signal }) => api.get(path, NumberTest, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

export function phonebookQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: keyOf(id, "phonebook"),
    queryFn: ({ signal }) => api.get(`integrations/${id}/contacts/phonebook`, PhonebookState, signal),
    refetchInterval: pollMs,
  });
}

/** Asks the PBX. */
export function phonebookChoicesQuery(api: ConsoleApi, id: string) {
  return queryOptions({
    queryKey: keyOf(id, "phonebook", "choices"),
    queryFn: ({ signal }) =>
      api.get(`integrations/${id}/contacts/phonebook/choices`, PhonebookChoices, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

/** `unfit` is how many there are: the list is read anew when that changes. */
export function unfitQuery(api: ConsoleApi, id: string, unfit: number) {
  return infiniteQueryOptions({
    queryKey: keyOf(id, "phonebook", "unfit", unfit),
    queryFn: ({ pageParam, signal }) =>
      api.get(`integrations/${id}/contacts/phonebook/unfit?after=${pageParam}`, UnfitContacts, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
