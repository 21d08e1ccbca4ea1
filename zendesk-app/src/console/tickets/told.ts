import { Message } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";

/** What is missing, below what does not stand right above it. */
export const Told = styled(Message)`
  margin-top: ${({ theme }) => theme.space.xxs};
`;
