import { sorted, type Sort, type SortValue } from "../ui/sorted.ts";
import type { BindingRow, RowState } from "./rows.ts";

export const bindingColumns = ["agent", "email", "role", "extension", "state"] as const;
export type BindingColumn = (typeof bindingColumns)[number];

/** What has to be looked at first comes first. */
const urgency: RowState["kind"][] = [
  "conflict",
  "gone",
  "downgraded",
  "deleted",
  "changed",
  "suggested",
  "unbound",
  "bound",
];

/** The saved extension counts, so that no row jumps away from under the hand that changes it. */
const valueOf: Record<BindingColumn, (row: BindingRow) => SortValue> = {
  agent: ({ agent }) => agent.name,
  email: ({ agent }) => agent.email,
  role: ({ agent }) => agent.role,
  extension: ({ stored }) => stored,
  state: ({ state }) => urgency.indexOf(state.kind),
};

export function ordered(
  rows: readonly BindingRow[],
  sort: Sort<BindingColumn> | null,
  locale: string,
): readonly BindingRow[] {
  return sort === null ? rows : sorted(rows, valueOf[sort.by], sort.down, locale);
}
