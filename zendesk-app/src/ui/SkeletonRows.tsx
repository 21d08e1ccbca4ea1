import { Skeleton } from "@zendeskgarden/react-loaders";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Hidden } from "./hidden.ts";

const appear = "deskline-appear";

/** Shown after 200 ms only: what comes sooner need not flicker. */
const Rows = styled.div`
  @keyframes ${appear} {
    to {
      visibility: visible;
    }
  }
  visibility: hidden;
  animation: ${appear} 0s 200ms forwards;
  @media (prefers-reduced-motion: reduce) {
    animation-delay: 200ms !important;
  }
`;

const Row = styled.div`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
  height: ${({ theme }) => theme.space.xl};
`;

const Icon = styled.span`
  width: ${({ theme }) => theme.iconSizes.md};
  height: ${({ theme }) => theme.iconSizes.md};
`;

const Line = styled.span`
  flex: 1;
  height: ${({ theme }) => theme.fontSizes.md};
`;

/** Stands where rows will be, as high as they will be. */
export function SkeletonRows({ count }: { count: number }) {
  const { t } = useI18n();
  return (
    <div aria-busy>
      <Hidden>{t("loading")}</Hidden>
      <Rows aria-hidden>
        {Array.from({ length: count }, (_, index) => (
          <Row key={index}>
            <Icon>
              <Skeleton />
            </Icon>
            <Line>
              <Skeleton width={index % 2 === 0 ? "80%" : "60%"} />
            </Line>
          </Row>
        ))}
      </Rows>
    </div>
  );
}
