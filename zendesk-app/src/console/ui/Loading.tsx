import { Skeleton } from "@zendeskgarden/react-loaders";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";

const appear = "deskline-appear";

/** Shown after 200 ms only: what comes sooner need not flicker. */
const Rows = styled.div`
  @keyframes ${appear} {
    to {
      visibility: visible;
    }
  }
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.md};
  padding: ${({ theme }) => theme.space.md} 0;
  visibility: hidden;
  animation: ${appear} 0s 200ms forwards;
  @media (prefers-reduced-motion: reduce) {
    animation-delay: 200ms !important;
  }
`;

const Line = styled.div`
  height: ${({ theme }) => theme.fontSizes.lg};
`;

const widths = ["70%", "90%", "55%", "80%"];

/** Stands where something will be in a moment. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useI18n();
  return (
    <div aria-busy>
      <Hidden>{t("loading")}</Hidden>
      <Rows aria-hidden>
        {Array.from({ length: rows }, (_, index) => (
          <Line key={index}>
            <Skeleton width={widths[index % widths.length] ?? "70%"} />
          </Line>
        ))}
      </Rows>
    </div>
  );
}
