import { useQuery } from "@tanstack/react-query";
import { getColor } from "@zendeskgarden/react-theming";
import { LG } from "@zendeskgarden/react-typography";
import PhoneIcon from "@zendeskgarden/svg-icons/src/16/phone-stroke.svg";
import { useId } from "react";
import { styled } from "styled-components";
import { useDebounced } from "../../ui/use-debounced.ts";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Subtle } from "../ui/text.ts";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { isOther } from "./becomes.ts";
import { tryable } from "./conditions.ts";
import { PreviewCall } from "./PreviewCall.tsx";
import { previewQuery } from "./queries.ts";

const settledMs = 350;

const Box = styled.section`
  box-sizing: border-box;
  padding: ${({ theme }) => theme.space.md};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.default" })};
  border-radius: ${({ theme }) => theme.borderRadii.lg};
  background: ${({ theme }) => getColor({ theme, variable: "background.default" })};
`;

const List = styled.ol<{ $old: boolean }>`
  margin: ${({ theme }) => theme.space.sm} 0 0;
  padding: 0;
  list-style: none;
  opacity: ${({ $old }) => ($old ? 0.6 : 1)};
`;

type Props = { settings: TicketSettings; saved: TicketSettings };

/** The last calls, and what each would become with the settings as they are on the page. */
export function Preview({ settings, saved }: Props) {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const title = useId();
  const settled = useDebounced(settings, settledMs);
  const { data, error, isPlaceholderData, refetch } = useQuery(previewQuery(api, id, tryable(settled)));
  const before = useQuery(previewQuery(api, id, saved));
  const calls = data?.calls ?? [];
  const others = calls.filter((call) => isOther(call, before.data?.calls)).length;
  const isOld = isPlaceholderData || settled !== settings;
  return (
    <Box aria-labelledby={title} aria-busy={isOld}>
      <LG tag="h2" id={title} isBold>
        {t("preview.title")}
      </LG>
      <Subtle tag="div">
        <output>{others === 0 ? t("preview.lead") : t("preview.others", { count: others })}</output>
      </Subtle>
      {data?.vipsUnknown === true && <Notice type="warning" title={t("preview.vips_unknown")} />}
      {data === undefined && error === null && <Loading rows={6} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && calls.length === 0 && (
        <EmptyState icon={PhoneIcon} title={t("recent.empty")}>
          {t("preview.empty")}
        </EmptyState>
      )}
      {calls.length > 0 && (
        <List $old={isOld}>
          {calls.map((call) => (
            <PreviewCall
              key={call.id}
              call={call}
              before={
                isOther(call, before.data?.calls)
                  ? before.data?.calls.find((one) => one.id === call.id)
                  : undefined
              }
              rules={settled.rules}
            />
          ))}
        </List>
      )}
    </Box>
  );
}
