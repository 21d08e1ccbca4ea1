import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { Button } from "@zendeskgarden/react-buttons";
import PlusIcon from "@zendeskgarden/svg-icons/src/16/plus-stroke.svg";
import { useRef, useState } from "react";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { duplicated, moved, newId, newRule, replaced } from "./rule-list.ts";
import { RuleEditor } from "./RuleEditor.tsx";
import { RuleRow } from "./RuleRow.tsx";

const List = styled.ol`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const most = 100;

/** The rules in their order, of which one at a time is open to be edited. */
export function Rules() {
  const { t } = useI18n();
  const { settings, change, opened, open } = useEditing();
  const { rules } = settings;
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  /** What the rule that was opened here was before; null when it is new. */
  const before = useRef<{ id: string; was: TicketRule | null } | null>(null);

  const set = (next: (rules: readonly TicketRule[]) => TicketRule[]): void =>
    change((now) => ({ rules: next(now.rules) }));
  const element = (id: string): Element | null | undefined =>
    list.current?.querySelector(`[data-rule="${CSS.escape(id)}"]`);
  /** Once the page shows it. */
  const focus = (find: () => HTMLElement | null | undefined): void =>
    void requestAnimationFrame(() => find()?.focus());

  function edit(rule: TicketRule, isNew: boolean): void {
    before.current = { id: rule.id, was: isNew ? null : rule };
    open(rule.id);
  }

  function shut(id: string): void {
    open(null);
    focus(() => element(id)?.querySelector<HTMLElement>("[aria-expanded]") ?? add.current);
  }

  function cancel(id: string): void {
    if (before.current?.id === id) {
      const { was } = before.current;
      set((now) => (was === null ? now.filter((rule) => rule.id !== id) : replaced(now, was)));
    }
    shut(id);
  }

  function move(id: string, by: 1 | -1): void {
    const to = rules.findIndex((rule) => rule.id === id) + by;
    if (to < 0 || to >= rules.length) return;
    set((now) => moved(now, id, by));
    setSaid(t("rules.moved", { place: to + 1, count: rules.length }));
    const button = (way: number) =>
      element(id)?.querySelector<HTMLElement>(`[data-move="${way}"]:not(:disabled)`);
    focus(() => button(by) ?? button(-by));
  }

  return (
    <Section title={t("rules.title")} lead={t("rules.lead")}>
      <Stack $gap="sm">
        {rules.length === 0 && <Subtle>{t("rules.none")}</Subtle>}
        <List ref={list} aria-label={t("rules.title")}>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              place={index + 1}
              count={rules.length}
              isOpen={opened === rule.id}
              onChange={(next) => set((now) => replaced(now, next))}
              onMove={(by) => move(rule.id, by)}
              onEdit={() => (opened === rule.id ? shut(rule.id) : edit(rule, false))}
              onDuplicate={() => set((now) => duplicated(now, rule.id, newId()))}
              onDelete={() => {
                if (opened === rule.id) open(null);
                set((now) => now.filter(({ id }) => id !== rule.id));
                focus(() => add.current);
              }}
            >
              {opened === rule.id && (
                <RuleEditor
                  rule={rule}
                  onChange={(next) => set((now) => replaced(now, next))}
                  onDone={() => shut(rule.id)}
                  onCancel={() => cancel(rule.id)}
                />
              )}
            </RuleRow>
          ))}
        </List>
        <div>
          <Button
            ref={add}
            disabled={rules.length >= most}
            onClick={() => {
              const rule = newRule(newId());
              set((now) => [...now, rule]);
              edit(rule, true);
            }}
          >
            <Button.StartIcon>
              <PlusIcon />
            </Button.StartIcon>
            {t("rules.add")}
          </Button>
        </div>
        <Hidden as="output">{said}</Hidden>
      </Stack>
    </Section>
  );
}
