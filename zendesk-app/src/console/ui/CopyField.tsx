import { Button } from "@zendeskgarden/react-buttons";
import { Field, Hint, Input, Label } from "@zendeskgarden/react-forms";
import CopyIcon from "@zendeskgarden/svg-icons/src/16/copy-stroke.svg";
import CheckIcon from "@zendeskgarden/svg-icons/src/16/check-lg-stroke.svg";
import { useEffect, useRef, useState } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Hidden } from "../../ui/hidden.ts";
import { copyText } from "./copy.ts";

const Line = styled.div`
  display: flex;
  gap: ${({ theme }) => theme.space.xs};
  margin-top: ${({ theme }) => theme.space.xs};
`;

const Value = styled(Input)`
  font-family: ${({ theme }) => theme.fonts.mono};
  font-size: ${({ theme }) => theme.fontSizes.sm};
`;

const CopyButton = styled(Button)`
  flex: none;
  min-width: ${({ theme }) => theme.space.base * 26}px;
`;

const shownMs = 2_000;

/** A value to be taken elsewhere, with a button that says when it has been copied. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const { t } = useI18n();
  const [state, setState] = useState<"idle" | "copied" | "select">("idle");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    const copied = await copyText(value);
    setState(copied ? "copied" : "select");
    if (!copied) input.current?.select();
  }

  const said = { idle: t("copy.copy"), copied: t("copy.copied"), select: t("copy.press") }[state];
  return (
    <Field>
      <Label>{label}</Label>
      {hint !== undefined && <Hint>{hint}</Hint>}
      <Line>
        <Value readOnly value={value} ref={input} onFocus={(event) => event.target.select()} />
        <CopyButton isNeutral onClick={() => void copy()} aria-label={`${said}: ${label}`}>
          <Button.StartIcon>{state === "copied" ? <CheckIcon /> : <CopyIcon />}</Button.StartIcon>
          {said}
        </CopyButton>
      </Line>
      <Hidden as="output">{state === "idle" ? "" : said}</Hidden>
    </Field>
  );
}
