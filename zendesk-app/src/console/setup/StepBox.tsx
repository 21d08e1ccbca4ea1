import { Stepper } from "@zendeskgarden/react-accordions";
import { Button } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import { LG } from "@zendeskgarden/react-typography";
import AlertIcon from "@zendeskgarden/svg-icons/src/16/alert-error-fill.svg";
import CheckIcon from "@zendeskgarden/svg-icons/src/16/check-sm-stroke.svg";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import type { Step } from "./steps.ts";

const Head = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.space.sm};
`;

const Label = styled(Stepper.Label)<{ $state: Step["state"] }>`
  color: ${({ theme }) => getColor({ theme, variable: "foreground.default" })};
  & > div:first-child {
    ${({ theme, $state }) =>
      $state !== "todo" && {
        background: getColor({
          theme,
          variable: $state === "done" ? "background.successEmphasis" : "background.dangerEmphasis",
        }),
        color: getColor({ theme, variable: "foreground.onEmphasis" }),
      }}
  }
`;

/** As Garden's own content of a step, which it shows for the active step alone. */
const Body = styled.div<{ $isLast: boolean }>`
  margin: ${({ theme }) => theme.space.base}px 0 ${({ theme }) => theme.space.base}px
    ${({ theme }) => theme.space.base * 3}px;
  padding: 0 0 ${({ theme }) => theme.space.md} ${({ theme }) => theme.space.base * 6}px;
  border-left: ${({ theme, $isLast }) => ($isLast ? "1px solid transparent" : theme.borders.sm)};
  border-left-color: ${({ theme, $isLast }) =>
    $isLast ? "transparent" : getColor({ theme, variable: "border.default" })};
`;

const Inside = styled.div`
  padding-top: ${({ theme }) => theme.space.sm};
`;

type Props = {
  step: Step;
  isLast: boolean;
  /** What is so, in one line. */
  line: ReactNode;
  isOpen: boolean;
  onToggle: () => void;
  hasFocus: boolean;
  onFocused: () => void;
  children: ReactNode;
};

/** One step: its name, how it stands, and what there is to do, which can be folded away. */
export function StepBox({ step, isLast, line, isOpen, onToggle, hasFocus, onFocused, children }: Props) {
  const { t } = useI18n();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!hasFocus) return;
    button.current?.focus();
    onFocused();
  }, [hasFocus, onFocused]);
  const icon = step.state === "done" ? <CheckIcon /> : step.state === "broken" ? <AlertIcon /> : undefined;
  const name = t(`setup.${step.name}`);
  return (
    <Stepper.Step>
      <Head>
        <Label $state={step.state} {...(icon === undefined ? {} : { icon })}>
          <LG tag="h2" id={id} isBold>
            {name}
            <Hidden> {t(`setup.state_${step.state}`)}</Hidden>
          </LG>
        </Label>
        <Button
          ref={button}
          size="small"
          isBasic
          aria-expanded={isOpen}
          aria-label={`${isOpen ? t("setup.hide") : t("setup.show")}: ${name}`}
          onClick={onToggle}
        >
          {isOpen ? t("setup.hide") : t("setup.show")}
        </Button>
      </Head>
      <Body as="section" $isLast={isLast} aria-labelledby={id}>
        {line}
        {isOpen && (
          <Inside>
            <Stack>{children}</Stack>
          </Inside>
        )}
      </Body>
    </Stepper.Step>
  );
}
