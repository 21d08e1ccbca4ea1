import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { FailureText } from "./failure-text.ts";
import { unsavedNotes } from "./unsaved-notes.ts";

const Written = styled(SM)`
  white-space: pre-wrap;
  user-select: all;
`;

/** Only a reload helps, which takes along what the agent has just written: that is shown, to be copied before. */
export function SessionOver() {
  const { t } = useI18n();
  return (
    <>
      <EmptyState title={t("session.over")}>{t("session.over_text")}</EmptyState>
      {unsavedNotes().map((text) => (
        <section key={text}>
          <FailureText>{t("session.unsaved")}</FailureText>
          <Written tag="div">{text}</Written>
        </section>
      ))}
    </>
  );
}
