import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { RouteLink } from "../ui/route-link.ts";

/** Who has which extension is a page of its own. */
export function AgentsStep() {
  const { t } = useI18n();
  const { id } = useIntegration();
  return (
    <>
      <div>{t("setup.agents_text")}</div>
      <div>
        <RouteLink to={`/integrations/${id}/agents`}>{t("setup.agents_link")}</RouteLink>
      </div>
    </>
  );
}
