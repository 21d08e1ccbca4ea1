import { Button } from "@zendeskgarden/react-buttons";
import { SM } from "@zendeskgarden/react-typography";
import { useId, useState } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle, Stack } from "../ui/text.ts";
import { Made } from "./made.ts";

const Shown = styled(Stack)`
  padding: ${({ theme }) => theme.space.xs} 0;
`;

type Props = {
  journal: string;
  /** With the saved settings, where that is another one. */
  before: string | null;
};

/** What the comment says of the call, once somebody wants to see it. */
export function PreviewJournal({ journal, before }: Props) {
  const { t } = useI18n();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <SM tag="div">
      <Button isLink aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? "preview.hide_journal" : "preview.show_journal")}
      </Button>
      <div id={id}>
        {isOpen && (
          <Shown $gap="xs">
            {before !== null && <SmallSubtle tag="div">{t("preview.journal_now")}</SmallSubtle>}
            <Made $lines>{journal}</Made>
            {before !== null && (
              <>
                <SmallSubtle tag="div">{t("preview.journal_before")}</SmallSubtle>
                <Made $lines>{before}</Made>
              </>
            )}
          </Shown>
        )}
      </div>
    </SM>
  );
}
