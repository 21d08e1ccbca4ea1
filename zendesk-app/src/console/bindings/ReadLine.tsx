import type { Bindings } from "@deskline/shared/admin-bindings";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Subtle } from "../ui/text.ts";

/** How fresh what is shown is, and what could not be read. */
export function ReadLine({ readAt, trouble }: Pick<Bindings, "readAt" | "trouble">) {
  const { t } = useI18n();
  return (
    <>
      {trouble.map(({ side, detail }) => (
        <Notice key={side} type="warning" title={t(`bindings.trouble_${side}`)}>
          {t("bindings.trouble_text", { detail })}
        </Notice>
      ))}
      <Subtle tag="div">
        {readAt === null ? (
          t("bindings.never_read")
        ) : (
          <>
            {t("bindings.read")} <RelativeTime at={readAt} />
          </>
        )}
      </Subtle>
    </>
  );
}
