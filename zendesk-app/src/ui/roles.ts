import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { Hidden } from "./hidden.ts";

/** Buttons that belong together; needs an aria-label. */
export const Group = styled.div.attrs({ role: "group" })`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
`;

/** Words that are read out when they change, without interrupting. */
export const Status = styled.div.attrs({ role: "status" })`
  &:empty {
    position: absolute; /* heard later, but no gap in the page until then */
  }
`;
export const SmallStatus = styled(SM).attrs({ role: "status" })``;
export const HiddenStatus = styled(Hidden).attrs({ role: "status" })``;

/** Words that are read out at once. */
export const HiddenAlert = styled(Hidden).attrs({ role: "alert" })``;
