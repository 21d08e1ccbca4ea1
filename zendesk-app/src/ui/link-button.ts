import { Button } from "@zendeskgarden/react-buttons";
import { styled } from "styled-components";

/** A button as words in a line, high enough to be hit. */
export const LinkButton = styled(Button).attrs({ isLink: true, size: "small" })`
  min-height: ${({ theme }) => theme.space.base * 6}px;
`;
