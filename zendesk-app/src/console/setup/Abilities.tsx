import type { PbxAbout } from "@deskline/shared/admin-pbx";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Mark } from "../ui/Mark.tsx";
import { Section } from "../ui/Section.tsx";
import { SmallSubtle } from "../ui/text.ts";

const Grid = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(${({ theme }) => theme.space.base * 60}px, 1fr));
  gap: ${({ theme }) => theme.space.sm} ${({ theme }) => theme.space.md};
  margin: 0;
  padding: 0;
  list-style: none;
`;

const names = ["events", "trunkMonitor", "webhook", "phonebooks", "recordings"] as const;

/** What the PBX is and can do, as its test found; what it lacks, with what that means. */
export function Abilities({ about }: { about: PbxAbout }) {
  const { t } = useI18n();
  const { model, firmware, serial, abilities } = about;
  const facts = [model, firmware, serial === null ? null : t("pbx.serial", { serial })].filter(
    (fact) => fact !== null,
  );
  return (
    <Section title={t("abilities.title")} lead={facts.join(" · ")}>
      <Grid>
        {names.map((name) => {
          const can = abilities[name];
          return (
            <li key={name}>
              <Mark kind={can === null ? "none" : can ? "good" : "warning"}>
                {t(`abilities.${name}`)}
                <Hidden>
                  {" "}
                  {can === null ? t("abilities.untold") : can ? t("abilities.yes") : t("abilities.no")}
                </Hidden>
                {can === false && <SmallSubtle>{t(`abilities.${name}_lacking`)}</SmallSubtle>}
                {can === null && <SmallSubtle>{t("abilities.untold")}</SmallSubtle>}
              </Mark>
            </li>
          );
        })}
        {abilities.records !== null && (
          <li>
            <Mark kind="good">{t("abilities.records", { version: abilities.records })}</Mark>
          </li>
        )}
      </Grid>
    </Section>
  );
}
