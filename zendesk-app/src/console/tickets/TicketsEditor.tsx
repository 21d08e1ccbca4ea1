import type { TicketPage } from "@deskline/shared/admin-tickets";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Tabs } from "@zendeskgarden/react-tabs";
import { useEffect, useMemo, useRef, useState } from "react";
import { styled } from "styled-components";
import { Refused } from "../../api/problem.ts";
import { bindingsQuery } from "../bindings/queries.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useUnsaved } from "../frame/Unsaved.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { SaveBar } from "../ui/SaveBar.tsx";
import { Behind } from "../ui/Behind.tsx";
import { EditingProvider, type Editing } from "./editing.tsx";
import { faultsIn, type Fault } from "./faults.ts";
import { HoursTab } from "./HoursTab.tsx";
import { LookTab } from "./LookTab.tsx";
import { namesOf } from "./names.ts";
import { Preview } from "./Preview.tsx";
import { RefusedFields } from "./RefusedFields.tsx";
import { RulesTab } from "./RulesTab.tsx";
import { Unreadable } from "./Unreadable.tsx";
import { templatesIn } from "./templates-in.ts";
import { tabs, usePlace, type Tab } from "./use-place.ts";
import { useTemplateChecks } from "./use-template-checks.ts";
import { useTicketsDraft } from "./use-tickets-draft.ts";
import { isChangedElsewhere, useTicketsActions } from "./use-tickets-actions.ts";

const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) ${({ theme }) => theme.space.base * 85}px;
  align-items: start;
  gap: ${({ theme }) => theme.space.md};
  @media (max-width: 1140px) {
    grid-template-columns: minmax(0, 1fr);
  }
`;

const Aside = styled.div`
  position: sticky;
  top: ${({ theme }) => theme.space.md};
  max-height: calc(100vh - ${({ theme }) => theme.space.base * 30}px);
  overflow-y: auto;
  @media (max-width: 1140px) {
    position: static;
    max-height: none;
  }
`;

const contents: Record<Tab, () => React.JSX.Element> = { rules: RulesTab, look: LookTab, hours: HoursTab };

/** All settings of tickets, of which what is not saved yet shows in the preview beside it. */
export function TicketsEditor({ fresh }: { fresh: TicketPage }) {
  const { t, locale } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const draft = useTicketsDraft(fresh);
  const { refresh, save } = useTicketsActions(fresh.choicesReadAt);
  const bindings = useQuery(bindingsQuery(api, id));
  const [opened, setOpened] = useState<string | null>(null);
  const [isTold, setTold] = useState(false);
  /** How often all changes were discarded: what was half typed goes too. */
  const [discards, setDiscards] = useState(0);
  const part = useRef<HTMLDivElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const place = usePlace(part);
  useUnsaved(draft.changes > 0);

  const { settings } = draft;
  const checks = useTemplateChecks(
    id,
    useMemo(() => templatesIn(settings), [settings]),
    save.error,
  );
  const faults = faultsIn(settings, checks);
  const say = useMemo(() => {
    const known = new Map(bindings.data?.extensions.map(({ number, name }) => [number, name]));
    return { t, locale, names: namesOf(fresh.choices, known, t) };
  }, [t, locale, fresh.choices, bindings.data]);
  const extensions = useMemo(
    () => (bindings.data?.extensions ?? []).map(({ number, name }) => ({ value: number, label: name })),
    [bindings.data],
  );

  function open(what: string | null): void {
    setOpened(what);
    setTold(false);
  }

  function tell(): void {
    setTold(true);
    place.lookForFault();
  }

  async function run(): Promise<void> {
    const stored = await save.run({ version: draft.version, settings });
    if (stored === undefined) return;
    draft.dropSent(settings, stored);
    // What was opened meanwhile stays open.
    setOpened((now) => (now === opened ? null : now));
    setTold(false);
  }

  function show({ tab, opens }: Fault): void {
    place.go(tab);
    if (opens !== null) setOpened(opens);
    tell();
  }

  const [fault] = faults;

  /** What has to be settled first, wherever on the page that is. */
  function showTrouble(): void {
    if (draft.isBehind) behind.current?.querySelector("button")?.focus();
    else if (fault !== undefined) show(fault);
  }

  /** What was refused since a template is wrong leads there, once it is known which. */
  const told = useRef<unknown>(null);
  useEffect(() => {
    const { error } = save;
    if (fault === undefined || told.current === error || !isTemplateWrong(error)) return;
    told.current = error;
    show(fault);
  });

  const editing: Editing = {
    page: fresh,
    settings,
    change: draft.change,
    checks,
    refresh,
    say,
    extensions,
    opened,
    open,
    isTold,
    tell,
  };
  const Content = contents[place.tab];
  const words = t("bindings.bar", { count: draft.changes });
  const trouble = draft.isBehind
    ? t("tickets.bar_behind")
    : fault === undefined
      ? null
      : t(`tickets.fault_${fault.kind}`);
  return (
    <EditingProvider value={editing}>
      <Unreadable what={fresh.unreadable} />
      <RefusedFields refused={fresh.refused} />
      {draft.isBehind && (
        <div ref={behind}>
          <Behind
            title={t("tickets.behind")}
            count={draft.changes}
            onKeep={draft.keepMine}
            onDrop={draft.reset}
          />
        </div>
      )}
      <Columns>
        <div ref={part}>
          <Tabs selectedItem={place.tab} onChange={(tab: Tab) => place.go(tab)}>
            <Tabs.TabList>
              {tabs.map((one) => (
                <Tabs.Tab key={one} item={one}>
                  {t(`tickets.tab_${one}`)}
                </Tabs.Tab>
              ))}
            </Tabs.TabList>
            {tabs.map((one) => (
              <Tabs.TabPanel key={one} item={one}>
                {one === place.tab && <Content key={discards} />}
              </Tabs.TabPanel>
            ))}
          </Tabs>
        </div>
        <Aside>
          <Preview settings={settings} saved={draft.saved} />
        </Aside>
      </Columns>
      {draft.changes > 0 && (
        <SaveBar
          words={trouble === null ? words : t("tickets.bar_fault", { changes: words, fault: trouble })}
          busy={save.running}
          disabled={fault !== undefined || draft.isBehind}
          error={isChangedElsewhere(save.error) ? null : save.error}
          more={
            trouble !== null && (
              <Button isBasic onClick={showTrouble}>
                {t("tickets.show_fault")}
              </Button>
            )
          }
          onSave={() => void run()}
          onDiscard={() => {
            save.clear();
            draft.reset();
            setDiscards((times) => times + 1);
            open(null);
          }}
        />
      )}
    </EditingProvider>
  );
}

function isTemplateWrong(error: unknown): boolean {
  return error instanceof Refused && error.code === "template_wrong";
}
