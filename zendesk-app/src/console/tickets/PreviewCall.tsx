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
import { becomesDetails, becomesText } from "./becomes.ts";
import { useEditing } from "./editing.tsx";
import type { Names } from "./sentence.ts";

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
      <div>
        {before !== undefined && (
          <>
            <Tag hue="blue" isPill>
              <span>{t("preview.other")}</span>
            </Tag>{" "}
          </>
        )}
        <Span isBold={before !== undefined}>{becomesText(call.becomes, t)}</Span>
      </div>
      {details.length > 0 && <SM tag="div">{details.join(" · ")}</SM>}
      {before !== undefined && (
        <SmallSubtle tag="div">
          {t("preview.instead", { what: savedText(before, call, t, say.names) })}
        </SmallSubtle>
      )}
      {by !== null && <SmallSubtle tag="div">{by}</SmallSubtle>}
    </Item>
  );
}

/** Leaves out the subject that is the same. */
function savedText(before: PreviewedCall, call: PreviewedCall, t: Translate, names: Names): string {
  const text = becomesText(before.becomes, t);
  const details = becomesDetails(before.becomes, t, names);
  if (text !== becomesText(call.becomes, t)) return [text, ...details].join(" · ");
  return details.length === 0 ? t("preview.plain") : details.join(" · ");
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
