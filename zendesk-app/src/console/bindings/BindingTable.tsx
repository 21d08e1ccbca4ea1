import { Body, Cell, Head, HeaderRow, Row, Table } from "@zendeskgarden/react-tables";
import { getColor } from "@zendeskgarden/react-theming";
import { memo, useRef } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SortableHead } from "../ui/SortableHead.tsx";
import type { Sorting } from "../ui/use-sort.ts";
import { Subtle } from "../ui/text.ts";
import { ExtensionPicker, type Lookup } from "./ExtensionPicker.tsx";
import type { BindingColumn } from "./order.ts";
import type { BindingRow } from "./rows.ts";
import { RowStateCell } from "./RowStateCell.tsx";
import { useInSight } from "./use-in-sight.ts";

const Scroll = styled.div`
  position: relative;
  min-height: ${({ theme }) => theme.space.base * 60}px;
  max-height: 62vh;
  overflow: auto;
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
`;

const Wide = styled(Table)`
  min-width: ${({ theme }) => theme.space.base * 230}px;
  & td {
    vertical-align: middle;
  }
`;

const Fixed = styled(Head)`
  position: sticky;
  top: 0;
  z-index: 1;
  background: ${({ theme }) => getColor({ theme, variable: "background.default" })};
`;

const Words = styled.span`
  overflow-wrap: anywhere;
`;

export type Choose = (agentId: number, extension: string | null) => void;
type Props = {
  rows: readonly BindingRow[];
  lookup: Lookup;
  sorting: Sorting<BindingColumn>;
  onChoose: Choose;
};

/** One row for each agent; of thousands, those in sight are drawn. */
export function BindingTable({ rows, lookup, sorting, onChoose }: Props) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInSight({ scroller, count: rows.length, height: 56 });
  const shown = list.getVirtualItems();
  const [above, below] = [shown[0]?.start ?? 0, list.getTotalSize() - (shown.at(-1)?.end ?? 0)];
  return (
    <Scroll ref={scroller}>
      <Wide isReadOnly size="small" aria-label={t("bindings.table")} aria-rowcount={rows.length + 1}>
        <Fixed>
          <HeaderRow aria-rowindex={1}>
            <SortableHead column="agent" label={t("bindings.agent")} width="18%" sorting={sorting} />
            <SortableHead column="email" label={t("bindings.email")} width="23%" sorting={sorting} />
            <SortableHead column="role" label={t("bindings.role")} width="9%" sorting={sorting} />
            <SortableHead column="extension" label={t("bindings.extension")} width="24%" sorting={sorting} />
            <SortableHead column="state" label={t("bindings.state")} sorting={sorting} />
          </HeaderRow>
        </Fixed>
        <Body>
          {above > 0 && <Space height={above} />}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Line
                // By place, not by agent: a search then changes words in rows that stand, instead of making rows.
                key={index}
                index={index}
                row={row}
                lookup={lookup}
                onChoose={onChoose}
                measure={list.measureElement}
              />
            );
          })}
          {below > 0 && <Space height={below} />}
        </Body>
      </Wide>
    </Scroll>
  );
}

/** Stands for the rows out of sight. */
function Space({ height }: { height: number }) {
  return <tr aria-hidden style={{ height }} />;
}

type LineProps = {
  index: number;
  row: BindingRow;
  lookup: Lookup;
  onChoose: Choose;
  measure: (element: Element | null) => void;
};

const Line = memo(function Line({ index, row, lookup, onChoose, measure }: LineProps) {
  const { t } = useI18n();
  const { agent, extension } = row;
  const choose = (next: string | null): void => onChoose(agent.id, next);
  return (
    <Row ref={measure} data-index={index} aria-rowindex={index + 2}>
      <Cell>
        <Words>{agent.name}</Words>
      </Cell>
      <Cell>
        {agent.email === null ? (
          <Subtle tag="span">{t("bindings.no_email")}</Subtle>
        ) : (
          <Words>{agent.email}</Words>
        )}
      </Cell>
      <Cell>{t(`bindings.role_${agent.role}`)}</Cell>
      <Cell>
        <ExtensionPicker
          key={agent.id}
          agent={agent.name}
          extension={extension}
          lookup={lookup}
          onChoose={choose}
        />
      </Cell>
      <Cell>
        <RowStateCell row={row} onChoose={choose} />
      </Cell>
    </Row>
  );
});
