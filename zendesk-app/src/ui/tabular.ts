import { styled } from "styled-components";

/** Figures of one width: they do not dance while they count, and stand below each other. */
export const Tabular = styled.span`
  font-variant-numeric: tabular-nums;
  unicode-bidi: plaintext; /* in order also beside a name that is written from right to left */
  white-space: nowrap;
`;
