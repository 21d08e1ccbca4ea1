import { Button } from "@zendeskgarden/react-buttons";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "./Notice.tsx";

type Props = { title: string; count: number; onKeep: () => void; onDrop: () => void };

/** Somebody else has saved meanwhile: what is to become of the changes here. */
export function Behind({ title, count, onKeep, onDrop }: Props) {
  const { t } = useI18n();
  return (
    <Notice
      type="warning"
      title={title}
      actions={
        <>
          <Button size="small" onClick={onKeep}>
            {t("bindings.keep_mine")}
          </Button>
          <Button size="small" isBasic onClick={onDrop}>
            {t("bindings.drop_mine")}
          </Button>
        </>
      }
    >
      {t("bindings.behind_text", { count })}
    </Notice>
  );
}
