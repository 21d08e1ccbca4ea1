import type { AutoBinding, Bindings } from "@deskline/shared/admin-bindings";
import { getColor } from "@zendeskgarden/react-theming";
import { useRef } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { SmallSubtle } from "../ui/text.ts";
import { labelOf } from "./ChoiceList.tsx";
import type { BindingRow } from "./rows.ts";
import { useInSight } from "./use-in-sight.ts";

const lineHeight = 48;

const Scroll = styled.div`
  max-height: 40vh;
  overflow-y: auto;
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.md};
`;

const List = styled.ul`
  position: relative;
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Line = styled.li`
  position: absolute;
  inset-inline: 0;
  top: 0;
  display: grid;
  grid-template-columns: 1fr 1fr;
  align-items: center;
  gap: ${({ theme }) => theme.space.sm};
  box-sizing: border-box;
  height: ${lineHeight}px;
  padding: 0 ${({ theme }) => theme.space.sm};
  & > div {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

const Shared = styled.ul`
  max-height: 16vh;
  margin: 0;
  overflow-y: auto;
  overflow-wrap: anywhere;
`;

type Props = {
  auto: AutoBinding | undefined;
  error: unknown;
  rows: readonly BindingRow[];
  /** Extensions that somebody has already, unsaved changes included. */
  isTaken: (extension: string) => boolean;
  extensions: Bindings["extensions"];
  onApply: (wishes: [number, string][]) => void;
  onClose: () => void;
};

/** Shows what auto-bind would change; what is applied is not saved yet. */
export function AutoBindDialog({ auto, error, rows, isTaken, extensions, onApply, onClose }: Props) {
  const { t } = useI18n();
  const byId = new Map(rows.map((row) => [row.agent.id, row]));
  const names = new Map(extensions.map((one) => [one.number, one.name]));
  // Whoever has an extension in the unsaved changes keeps it, and who has lost one there stays without.
  const isFree = (agentId: number): boolean => {
    const row = byId.get(agentId);
    return row !== undefined && row.extension === null && row.stored === null;
  };
  const pairs = (auto?.bind ?? []).filter(({ agentId, extension }) => isFree(agentId) && !isTaken(extension));
  const lines = pairs.map(({ agentId, extension }) => ({
    agent: byId.get(agentId)?.agent.name ?? "",
    email: byId.get(agentId)?.agent.email ?? "",
    extension: labelOf({ number: extension, name: names.get(extension) ?? "" }),
  }));
  const suggested = rows.filter(({ suggestion }) => suggestion !== null).length;
  return (
    <Dialog
      title={t("bindings.auto_title")}
      large
      onClose={onClose}
      {...(pairs.length === 0
        ? {}
        : {
            action: {
              label: t("bindings.auto_apply", { count: pairs.length }),
              run: () => onApply(pairs.map(({ agentId, extension }) => [agentId, extension])),
            },
          })}
    >
      <Failure error={error} />
      {auto === undefined && error === null && <Loading rows={4} />}
      {auto !== undefined && (
        <>
          <div>
            {pairs.length === 0 ? t("bindings.auto_none") : t("bindings.auto_lead", { count: pairs.length })}
          </div>
          {lines.length > 0 && <Preview lines={lines} />}
          {auto.shared.length > 0 && (
            <div>
              {t("bindings.auto_shared")}
              <Shared tabIndex={0}>
                {auto.shared.map(({ email, extensions: numbers }) => (
                  <li key={email}>
                    {email} ({numbers.join(", ")})
                  </li>
                ))}
              </Shared>
            </div>
          )}
          {suggested > 0 && <div>{t("bindings.auto_names", { count: suggested })}</div>}
        </>
      )}
    </Dialog>
  );
}

function Preview({ lines }: { lines: readonly { agent: string; email: string; extension: string }[] }) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInSight({ scroller, count: lines.length, height: lineHeight });
  return (
    <Scroll ref={scroller} tabIndex={0}>
      <List aria-label={t("bindings.auto_list")} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => (
          <Line
            key={index}
            aria-setsize={lines.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            <div>
              {lines[index]?.agent}
              <SmallSubtle>{lines[index]?.email}</SmallSubtle>
            </div>
            <div>{lines[index]?.extension}</div>
          </Line>
        ))}
      </List>
    </Scroll>
  );
}
