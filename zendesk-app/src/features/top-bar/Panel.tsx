import type { Me } from "@deskline/shared/app";
import { Tabs } from "@zendeskgarden/react-tabs";
import { getColor } from "@zendeskgarden/react-theming";
import { Span } from "@zendeskgarden/react-typography";
import { useCallback, useRef, useState } from "react";
import { styled } from "styled-components";
import { useCards } from "../../calls/use-cards.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Hidden } from "../../ui/hidden.ts";
import { StateLine } from "../../ui/StateLine.tsx";
import { DialTab } from "./DialTab.tsx";
import { NowTab } from "./NowTab.tsx";
import { RecentTab } from "./RecentTab.tsx";
import type { Tab } from "./core/tab.ts";
import { useBadge } from "./use-badge.ts";
import { emptyDraft, type DialDraft } from "./use-dial-pad.ts";
import { useDialOutFallback } from "./use-dial-out-fallback.ts";
import { usePanelKeys, type Choices } from "./use-panel-keys.ts";
import { useShown } from "./use-shown.ts";
import { useAskedCall } from "./use-asked-call.ts";
import { usePaneVisible } from "./use-pane-visible.ts";
import { useTab } from "./use-tab.ts";

const Whole = styled(Tabs)`
  overflow: visible; /* for the rings of what has the focus */
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;

  > [role="tabpanel"]:not([aria-hidden="true"]) {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
`;

const Heads = styled(Tabs.TabList)`
  display: flex;
  margin-bottom: ${({ theme }) => theme.space.xs};

  > [role="tab"] {
    flex: 1;
    padding-inline: ${({ theme }) => theme.space.xxs};
    text-align: center;
  }
`;

const Count = styled(Span)`
  margin-inline-start: ${({ theme }) => theme.space.xxs};
  color: ${({ theme }) => getColor({ theme, variable: "foreground.danger" })};
`;

const Foot = styled.footer`
  margin: 0 -${({ theme }) => theme.space.xs} -${({ theme }) => theme.space.sm};
  padding: 0 ${({ theme }) => theme.space.xs};
  border-top: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.default" })};
`;

/** Dials, looks back, and holds the call that runs. */
export function Panel({ me }: { me: Me }) {
  const { t } = useI18n();
  const visible = usePaneVisible();
  const { cards, close } = useCards(me);
  const [draft, setDraft] = useState<DialDraft>(emptyDraft);
  const [shownCall, setShownCall] = useAskedCall(cards);
  const field = useRef<HTMLInputElement>(null);
  const pad = useRef<HTMLFormElement>(null);
  const choices = useRef<Choices | null>(null);
  const onChoices = useCallback((offered: Choices | null) => {
    choices.current = offered;
  }, []);
  const shown = cards.length > 0 || shownCall !== null;
  const [tab, setTab] = useTab(cards, shownCall, draft.text !== "");

  useBadge(me.missed, tab === "recent" && visible);
  useShown(visible, field, tab, (what) => {
    setTab(what.tab);
    if (what.tab === "now") setShownCall(what.callId);
    else setDraft({ text: what.number, order: what, problem: what.problem });
  });
  useDialOutFallback((what) => {
    setTab("dial");
    setDraft(what);
  });
  usePanelKeys({
    field,
    pad,
    choices: tab === "now" ? choices : null,
    dialling: tab === "dial",
    onType: type,
  });

  function type(change: (text: string) => string): void {
    setTab("dial");
    setDraft((before) => ({ ...before, text: change(before.text), problem: null }));
    // The field is shown only after the tab is.
    requestAnimationFrame(() => field.current?.focus());
  }

  return (
    <>
      <Whole selectedItem={tab} onChange={(next: Tab) => setTab(next)}>
        <Heads aria-label={t("top_bar.title")}>
          {shown && <Tabs.Tab item="now">{t("top_bar.now")}</Tabs.Tab>}
          <Tabs.Tab item="dial" onPointerUp={() => setTimeout(() => field.current?.focus())}>
            {t("top_bar.dial")}
          </Tabs.Tab>
          <Tabs.Tab item="recent">
            {t("top_bar.recent")}
            {me.missed > 0 && (
              <Count isBold>
                <span aria-hidden>{me.missed}</span>
                <Hidden>{t("recent.new", { count: me.missed })}</Hidden>
              </Count>
            )}
          </Tabs.Tab>
        </Heads>
        {shown && (
          <Tabs.TabPanel item="now">
            <NowTab
              {...{ me, cards, onChoices, shownCall }}
              onClose={(callId) => {
                close(callId);
                setShownCall(null);
              }}
            />
          </Tabs.TabPanel>
        )}
        <Tabs.TabPanel item="dial">
          <DialTab
            {...{ me, draft, field, pad }}
            onDraft={setDraft}
            onDialled={(callId) => {
              setDraft(emptyDraft);
              setShownCall(callId);
              setTab("now");
            }}
          />
        </Tabs.TabPanel>
        <Tabs.TabPanel item="recent">{tab === "recent" && <RecentTab me={me} />}</Tabs.TabPanel>
      </Whole>
      <Foot>
        <StateLine me={me} />
      </Foot>
    </>
  );
}
