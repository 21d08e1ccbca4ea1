import type { AppState } from "@deskline/shared/admin-zendesk";
import { Progress } from "@zendeskgarden/react-loaders";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";
import { SideTrouble } from "../ui/SideTrouble.tsx";
import { Stack } from "../ui/text.ts";

const steps = ["packing", "uploading", "creating", "installing"] as const;

/** How far the installation is, or why it did not get further. */
export function AppWork({ work }: { work: NonNullable<AppState["work"]> }) {
  const { t } = useI18n();
  if (work.state === "done") return null;
  if (work.state === "failed") {
    return (
      <Notice type="error" title={t(`app.failed_${work.step}`)}>
        {t("app.failed_text")}
        {work.trouble !== null && <SideTrouble side="Zendesk" trouble={work.trouble} detail={work.detail} />}
      </Notice>
    );
  }
  const part = steps.indexOf(work.step) + (work.progress ?? 0);
  const label = t(`app.step_${work.step}`);
  return (
    <Stack as="output" $gap="xs">
      <span>{label}</span>
      <Progress value={Math.round((part / steps.length) * 100)} aria-label={label} />
    </Stack>
  );
}
