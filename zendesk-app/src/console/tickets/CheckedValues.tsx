import { Checkbox, Field, Fieldset, Label } from "@zendeskgarden/react-forms";
import { styled } from "styled-components";
import { Subtle } from "../ui/text.ts";
import { Told } from "./told.ts";

const Choices = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.space.xxs} ${theme.space.md}`};
`;

type Props<Value extends string | number> = {
  label: string;
  values: readonly Value[];
  options: readonly { value: Value; label: string }[];
  onChange: (values: Value[]) => void;
  error: string | null;
  /** Said where there is nothing to choose from. */
  empty?: string;
};

/** Several of a few. */
export function CheckedValues<Value extends string | number>(props: Props<Value>) {
  const { label, values, options, onChange, error, empty } = props;
  return (
    <Fieldset isCompact data-wrong={error !== null}>
      <Fieldset.Legend>{label}</Fieldset.Legend>
      {options.length === 0 && <Subtle>{empty}</Subtle>}
      <Choices>
        {options.map((option) => (
          <Field key={option.value}>
            <Checkbox
              checked={values.includes(option.value)}
              onChange={() =>
                onChange(
                  values.includes(option.value)
                    ? values.filter((one) => one !== option.value)
                    : [...values, option.value],
                )
              }
            >
              <Label>{option.label}</Label>
            </Checkbox>
          </Field>
        ))}
      </Choices>
      {error !== null && <Told validation="error">{error}</Told>}
    </Fieldset>
  );
}
