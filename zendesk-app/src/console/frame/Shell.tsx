import { Body, Chrome, Content, Main, SkipNav } from "@zendeskgarden/react-chrome";
import { useEffect, useRef } from "react";
import { Outlet, useLocation } from "react-router";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { TopLine } from "./TopLine.tsx";

const Frame = styled(Body)`
  display: flex;
  flex-direction: column;
`;

const Inside = styled(Content)`
  flex: 1;
  flex-direction: column;
  min-height: 0;
`;

/** What gets the focus is brought above the bar that follows changes, which would hide it. */
const Scrolled = styled(Main)`
  scroll-padding-bottom: ${({ theme }) => theme.space.base * 30}px;
`;

/** What is the same on all pages: the line at the top, and the part that scrolls below it. */
export function Shell() {
  const { t } = useI18n();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [pathname]);
  return (
    <Chrome isFluid>
      <SkipNav targetId="main">{t("frame.skip")}</SkipNav>
      <Frame>
        <TopLine />
        <ConnectionLine />
        <Inside>
          <Scrolled id="main" ref={main} tabIndex={-1}>
            <Outlet />
          </Scrolled>
        </Inside>
      </Frame>
    </Chrome>
  );
}
