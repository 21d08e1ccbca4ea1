import type { CallsPage, CallView } from "@deskline/shared/app";

/** The pages with a call that changed: in its place, or on top when it is new; the same pages when nothing changes. */
export function mergeCall(pages: CallsPage[], call: CallView, belongs: boolean): CallsPage[] {
  const known = pages.flatMap(({ calls }) => calls).find(({ id }) => id === call.id);
  if (known !== undefined && known.revision >= call.revision) return pages;
  if (known !== undefined)
    return pages.map((page) => ({ ...page, calls: replaced(page.calls, call, belongs) }));
  if (!belongs) return pages;
  const target = pages.findIndex((page, index) => holds(page, call, index === pages.length - 1));
  if (target === -1) return pages;
  return pages.map((page, index) =>
    index === target ? { ...page, calls: sorted([call, ...page.calls]) } : page,
  );
}

function replaced(calls: CallView[], call: CallView, belongs: boolean): CallView[] {
  return calls.flatMap((old) => (old.id !== call.id ? [old] : belongs ? [call] : []));
}

/** Whether the call is newer than the page's oldest; a call older than all that was read comes with its own page. */
function holds({ calls, next }: CallsPage, call: CallView, last: boolean): boolean {
  const oldest = calls.at(-1);
  return oldest === undefined || call.startedAt >= oldest.startedAt || (last && next === null);
}

function sorted(calls: CallView[]): CallView[] {
  return calls.toSorted((a, b) => b.startedAt - a.startedAt);
}
