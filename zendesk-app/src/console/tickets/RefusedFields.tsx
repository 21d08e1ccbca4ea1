import type { RefusedField } from "@deskline/shared/admin-tickets";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { Span } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";

const List = styled(Stack).attrs({ as: "ul" })`
  margin: 0;
  padding: 0;
  list-style: none;
`;

/** Fields without which tickets were made, since Zendesk refused them, each with what to do. */
export function RefusedFields({ refused }: { refused: readonly RefusedField[] }) {
  const { t } = useI18n();
  if (refused.length === 0) return null;
  return (
    <Notice type="warning" title={t("refused.title")}>
      <List $gap="sm">
        {refused.map(({ field, detail, count, at }) => (
          <li key={field}>
            <Span isBold>{t(`refused.${field}`)}</Span> · {t("refused.count", { count })} ·{" "}
            <RelativeTime at={at} />
            <div>{t(cureOf(field))}</div>
            {detail !== "" && <SmallSubtle tag="div">{t("refused.detail", { words: detail })}</SmallSubtle>}
          </li>
        ))}
      </List>
    </Notice>
  );
}

function cureOf(field: RefusedField["field"]) {
  switch (field) {
    case "assignee":
      return "refused.cure_assignee";
    case "group":
    case "brand":
    case "form":
      return "refused.cure_list";
    case "custom_fields":
    case "tags":
      return "refused.cure_value";
    case "voice_comment":
      return "refused.cure_record";
    case "attachment":
      return "refused.cure_attachment";
    case "priority":
    case "type":
    case "status":
      return "refused.cure_form";
  }
}
