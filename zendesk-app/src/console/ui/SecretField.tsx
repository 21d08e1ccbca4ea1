import { Button } from "@zendeskgarden/react-buttons";
import { Field, Hint, Input, Label } from "@zendeskgarden/react-forms";
import { useState, type ReactNode } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";

const Line = styled.div`
  display: flex;
  gap: ${({ theme }) => theme.space.xs};
  margin-top: ${({ theme }) => theme.space.xs};
`;

type Props = {
  label: string;
  /** Whether the service has one; it never tells which. */
  isSet: boolean;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
};

/** A secret, which is only ever written. */
export function SecretField({ label, isSet, value, onChange, hint }: Props) {
  const { t } = useI18n();
  const [changing, setChanging] = useState(false);
  const open = !isSet || changing || value !== "";
  return (
    <Field>
      <Label>{label}</Label>
      {hint !== undefined && <Hint>{hint}</Hint>}
      <Line>
        <Input
          type="password"
          autoComplete="off"
          // Password managers would offer the console's own.
          data-1p-ignore
          data-lpignore="true"
          readOnly={!open}
          placeholder={open ? "" : t("secret.set")}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {isSet && (
          <Button
            isNeutral
            onClick={({ detail }) => {
              // The second click of a double one would take the first back.
              if (detail > 1) return;
              setChanging(!open);
              onChange("");
            }}
          >
            {open ? t("secret.keep") : t("secret.change")}
          </Button>
        )}
      </Line>
    </Field>
  );
}
