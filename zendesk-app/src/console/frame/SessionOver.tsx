import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Notice } from "../ui/Notice.tsx";

const Top = styled.div`
  position: sticky;
  top: 0;
  z-index: 300;
  padding: ${({ theme }) => theme.space.sm};
`;

/** Inside Zendesk only a reload gives a new session. It loses what was typed, which stays to be copied until then. */
export function SessionOver() {
  const { t } = useI18n();
  return (
    <Top>
      <Notice type="warning" title={t("session.over")}>
        {t("session.over_embedded")} {t("session.over_typed")}
      </Notice>
    </Top>
  );
}
