import { getColor } from "@zendeskgarden/react-theming";
import { SM } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";

/** What did not work, told at once to those who listen. */
export const FailureText = styled(SM).attrs({ role: "alert" })`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.danger" })};
`;
