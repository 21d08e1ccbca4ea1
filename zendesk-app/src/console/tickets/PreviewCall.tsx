import type { PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { Tag } from "@zendeskgarden/react-tags";
import { getColor } from "@zendeskgarden/react-theming";
import { SM, Span } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n, type Translate } from "../i18n/i18n.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle } from "../ui/text.ts";
import { becameInstead, becomesDetails, becomesLines, journalIn } from "./becomes.ts";
import { useEditing } from "./editing.tsx";
import { PreviewJournal } from "./PreviewJournal.tsx";

const Item = styled.li`
  padding: ${({ theme }) => theme.space.xs} 0;
  border-top: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
  overflow-wrap: anywhere;
`;

/** The time keeps its place however long it becomes: nothing beneath it moves. */
const Head = styled(SM)`
  display: flex;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.xs};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.subtle" })};
`;

const When = styled.span`
  flex: none;
`;

type Props = {
  call: PreviewedCall;
  /** With the saved settings, where that is something else. */
  before: PreviewedCall | undefined;
  rules: readonly TicketRule[];
};

/** A call, and what it would become. */
export function PreviewCall({ call, before, rules }: Props) {
  const { t } = useI18n();
  const { say } = useEditing();
  const what = [
    t(`direction.${call.direction}`),
    ...(call.outcome === null ? [] : [t(`outcome.${call.outcome}`)]),
  ].join(" · ");
  const details = becomesDetails(call.becomes, t, say.names);
  const by = decidedBy(call, rules, t);
  const journal = journalIn(call.becomes);
  const savedJournal = before === undefined ? journal : journalIn(before.becomes);
  return (
    <Item>
      <Head tag="div">
        <span>
          {what} · <Tabular>{call.number ?? t("recent.withheld")}</Tabular>
        </span>
        <When>
          <RelativeTime at={call.startedAt} />
        </When>
      </Head>
      {becomesLines(call.becomes, t).map((line, index) => (
        <div key={line}>
          {before !== undefined && index === 0 && (
            <>
              <Tag hue="blue" isPill>
                <span>{t("preview.other")}</span>
              </Tag>{" "}
            </>
          )}
          <Span isBold={before !== undefined}>{line}</Span>
        </div>
      ))}
      {details.length > 0 && <SM tag="div">{details.join(" · ")}</SM>}
      {before !== undefined && (
        <SmallSubtle tag="div">
          {t("preview.instead", {
            what: becameInstead(before.becomes, call.becomes, t, say.names).join(" · "),
          })}
        </SmallSubtle>
      )}
      {journal !== null && (
        <PreviewJournal journal={journal} before={savedJournal === journal ? null : savedJournal} />
      )}
      {by !== null && <SmallSubtle tag="div">{by}</SmallSubtle>}
    </Item>
  );
}

/** Null where neither rules nor choices were asked: what becomes of the call tells why. */
function decidedBy({ rule, becomes }: PreviewedCall, rules: readonly TicketRule[], t: Translate) {
  if (becomes.kind === "on_ticket") return t("preview.by_ticket");
  if (rule === null) return isChosen(becomes) ? t("preview.by_choices") : null;
  const place = rules.findIndex(({ id }) => id === rule.id) + 1;
  return rule.name === ""
    ? t("preview.by_rule", { place })
    : t("preview.by_named_rule", { place, name: rule.name });
}

function isChosen(becomes: PreviewedCall["becomes"]): boolean {
  if (becomes.kind === "nothing") return becomes.reason === "kind_off";
  return becomes.kind !== "no_contact";
}
