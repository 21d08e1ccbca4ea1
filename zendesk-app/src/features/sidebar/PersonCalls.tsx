import type { Me } from "@deskline/shared/app";
import { useMemo } from "react";
import { useWatch } from "../../frame.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { SkeletonRows } from "../../ui/SkeletonRows.tsx";
import { History } from "./History.tsx";
import { Numbers } from "./Numbers.tsx";
import type { ShownPerson } from "./person.ts";
import { usePerson } from "./use-person.ts";

type Props = {
  /** Where Zendesk tells whom the page is about. */
  path: "ticket.requester" | "user";
  me: Me;
  ticketId: number | null;
  /** What is said while it is about nobody. */
  nobody: { title: string; text?: string };
};

/** Numbers and calls of the person whom the page is about. */
export function PersonCalls({ path, me, ticketId, nobody }: Props) {
  const person = usePerson(path);
  if (person.error !== null) {
    return <ErrorState error={person.error} onRetry={() => void person.refetch()} />;
  }
  if (person.data === undefined) return <SkeletonRows count={6} />;
  if (person.data === null) return <EmptyState title={nobody.title}>{nobody.text}</EmptyState>;
  return <Known key={person.data.id} person={person.data} me={me} ticketId={ticketId} />;
}

function Known({ person, me, ticketId }: { person: ShownPerson; me: Me; ticketId: number | null }) {
  const { id, numbers } = person;
  useWatch(useMemo(() => ({ users: [id], numbers: numbers.map(({ number }) => number) }), [id, numbers]));
  return (
    <>
      <Numbers {...{ person, me, ticketId }} />
      <History {...{ person, me, ticketId }} />
    </>
  );
}
