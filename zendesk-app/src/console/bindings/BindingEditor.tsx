import type { Bindings } from "@deskline/shared/admin-bindings";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import PeopleIcon from "@zendeskgarden/svg-icons/src/16/user-group-stroke.svg";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Refused } from "../../api/problem.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { SaveBar } from "../ui/SaveBar.tsx";
import { AutoBindDialog } from "./AutoBindDialog.tsx";
import { BindingFilters } from "./BindingFilters.tsx";
import { BindingTable } from "./BindingTable.tsx";
import { withDraft } from "./draft.ts";
import { autoBindingQuery } from "./queries.ts";
import { ReadLine } from "./ReadLine.tsx";
import {
  hasAll,
  isIn,
  ownersOf,
  rowsOf,
  searchableAgents,
  searchableExtensions,
  wordsOf,
  type BindingRow,
} from "./rows.ts";
import { bindingColumns, ordered } from "./order.ts";
import { useSort } from "../ui/use-sort.ts";
import { useBindingDraft } from "./use-binding-draft.ts";
import { useBindingFilter } from "./use-binding-filter.ts";
import { useBindingsActions } from "./use-bindings-actions.ts";

/** The table with what is changed and not saved yet. */
export function BindingEditor({ fresh }: { fresh: Bindings }) {
  const { t, locale } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const { shown, draft, isBehind, canUndo, change, undo, reset, dropSent, keepMine } = useBindingDraft(fresh);
  const { refresh, save } = useBindingsActions(fresh.readAt);
  const auto = useQuery(autoBindingQuery(api, id, fresh));
  const [isPreviewed, setPreviewed] = useState(false);
  useUnsaved(draft.size > 0);
  useUndoKey(undo);

  const { agents, extensions, bindings } = shown;
  const owners = useMemo(() => ownersOf(shown, draft), [shown, draft]);
  const rows = useMemo(
    () => rowsOf(shown, draft, owners, auto.data?.suggest ?? []),
    [shown, draft, owners, auto.data],
  );
  const search = useBindingFilter();
  const sorting = useSort(bindingColumns);
  const [by, down] = [sorting.sort?.by, sorting.sort?.down === true];
  const inOrder = useMemo(
    () => ordered(rows, by === undefined ? null : { by, down }, locale),
    [rows, by, down, locale],
  );
  const texts = useMemo(() => once(() => searchableAgents(agents)), [agents]);
  // What is typed shows at once; thousands of names are looked through right after.
  const text = useDeferredValue(search.text);
  const found = useMemo(() => {
    const words = wordsOf(text);
    const has = ({ agent, extension }: BindingRow): boolean =>
      words.length === 0 || hasAll(`${texts().get(agent.id) ?? ""} ${extension ?? ""}`, words);
    return inOrder.filter((row) => isIn(row, search.filter) && has(row));
  }, [inOrder, texts, text, search.filter]);
  const searchable = useMemo(() => once(() => searchableExtensions(extensions)), [extensions]);
  const nameOf = useMemo(() => new Map(extensions.map((one) => [one.number, one.name])), [extensions]);
  const lookup = useMemo(() => ({ extensions: searchable, nameOf, owners }), [searchable, nameOf, owners]);
  const choose = useCallback(
    (agentId: number, extension: string | null) => change([[agentId, extension]]),
    [change],
  );
  const hasConflict = rows.some(({ state }) => state.kind === "conflict");

  async function run(): Promise<void> {
    const input = { version: shown.version, bindings: withDraft(bindings, draft) };
    const stored = await save.run(input);
    if (stored !== undefined) dropSent(draft, stored);
  }

  return (
    <Page
      title={t("agents.title")}
      lead={t("bindings.lead")}
      wide
      actions={
        <>
          <BusyButton busy={refresh.running} onClick={() => void refresh.run(undefined)}>
            {t("bindings.refresh")}
          </BusyButton>
          <Button disabled={agents.length === 0} onClick={() => setPreviewed(true)}>
            {t("bindings.auto")}
          </Button>
        </>
      }
    >
      <Failure error={refresh.error} />
      <ReadLine readAt={shown.readAt} trouble={shown.trouble} />
      {isBehind && (
        <Notice
          type="warning"
          title={t("bindings.behind")}
          actions={
            <>
              <Button size="small" onClick={keepMine}>
                {t("bindings.keep_mine")}
              </Button>
              <Button size="small" isBasic onClick={reset}>
                {t("bindings.drop_mine")}
              </Button>
            </>
          }
        >
          {t("bindings.behind_text", { count: draft.size })}
        </Notice>
      )}
      {agents.length === 0 ? (
        <EmptyState icon={PeopleIcon} title={t("bindings.nobody")}>
          {t("bindings.nobody_text")}
        </EmptyState>
      ) : (
        <BindingFilters
          text={search.text}
          filter={search.filter}
          count={found.length}
          onText={search.setText}
          onFilter={search.setFilter}
        />
      )}
      {agents.length > 0 && found.length === 0 && (
        <EmptyState
          icon={PeopleIcon}
          title={t("bindings.found_none")}
          action={<Button onClick={search.clear}>{t("bindings.clear")}</Button>}
        >
          {t("bindings.found_none_text")}
        </EmptyState>
      )}
      {found.length > 0 && <BindingTable rows={found} lookup={lookup} sorting={sorting} onChoose={choose} />}
      {draft.size > 0 && (
        <SaveBar
          error={isChangedElsewhere(save.error) ? null : save.error}
          words={
            hasConflict
              ? `${t("bindings.bar", { count: draft.size })}. ${t("bindings.bar_conflict")}`
              : t("bindings.bar", { count: draft.size })
          }
          busy={save.running}
          disabled={hasConflict || isBehind}
          more={
            <Button isBasic disabled={!canUndo || save.running} onClick={undo}>
              {t("bindings.undo")}
            </Button>
          }
          onSave={() => void run()}
          onDiscard={() => {
            save.clear();
            reset();
          }}
        />
      )}
      {isPreviewed && (
        <AutoBindDialog
          auto={auto.data}
          error={auto.error}
          rows={rows}
          isTaken={(extension) => owners.has(extension)}
          extensions={extensions}
          onApply={(wishes) => {
            change(wishes);
            setPreviewed(false);
          }}
          onClose={() => setPreviewed(false)}
        />
      )}
    </Page>
  );
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** The notice above tells of that, and what to do. */
function isChangedElsewhere(error: unknown): boolean {
  return error instanceof Refused && error.code === "bindings_changed";
}

/** Ctrl+Z takes the last change back, except where somebody types. */
function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!isUndo || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      undo();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [undo]);
}
