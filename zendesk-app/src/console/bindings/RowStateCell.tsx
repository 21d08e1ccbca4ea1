import { Button } from "@zendeskgarden/react-buttons";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Cluster } from "../ui/text.ts";
import type { BindingRow } from "./rows.ts";

type Props = { row: BindingRow; onChoose: (extension: string | null) => void };

/** How a binding is, and what to do where something is to be done. */
export function RowStateCell({ row, onChoose }: Props) {
  const { t, locale } = useI18n();
  const { agent, state } = row;
  switch (state.kind) {
    case "bound":
      return <Mark kind="good">{t("bindings.bound")}</Mark>;
    case "unbound":
      return <Mark kind="none">{t("bindings.unbound")}</Mark>;
    case "changed":
      return (
        <Mark kind="warning">
          {state.before === null
            ? t("bindings.changed_new")
            : t("bindings.changed_from", { extension: state.before })}
        </Mark>
      );
    case "suggested":
      return (
        <Mark kind="none">
          <Cluster>
            {t("bindings.suggested", { extension: state.extension })}
            <Button
              size="small"
              aria-label={t("bindings.take_label", { agent: agent.name, extension: state.extension })}
              onClick={() => onChoose(state.extension)}
            >
              {t("bindings.take")}
            </Button>
          </Cluster>
        </Mark>
      );
    case "conflict":
      return (
        <Mark kind="bad">
          {t("bindings.conflict", { agents: new Intl.ListFormat(locale).format(state.others) })}
        </Mark>
      );
    case "gone":
    case "downgraded":
    case "deleted":
      return (
        <Mark kind="bad">
          <Cluster>
            {t(`bindings.${state.kind}`)}
            <Button
              size="small"
              aria-label={t("bindings.remove_label", { agent: agent.name })}
              onClick={() => onChoose(null)}
            >
              {t("bindings.remove")}
            </Button>
          </Cluster>
        </Mark>
      );
  }
}
