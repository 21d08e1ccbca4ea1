import { shortestPassword } from "@deskline/shared/admin-access";
import { getColor } from "@zendeskgarden/react-theming";
import CheckIcon from "@zendeskgarden/svg-icons/src/16/check-circle-fill.svg";
import CircleIcon from "@zendeskgarden/svg-icons/src/16/circle-stroke.svg";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { TextField } from "../ui/TextField.tsx";

const Rules = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xxs};
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Rule = styled.li<{ $met: boolean }>`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
  color: ${({ theme, $met }) =>
    getColor({ theme, variable: $met ? "foreground.success" : "foreground.subtle" })};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  & svg {
    flex: none;
  }
`;

export type NewPasswordValue = { first: string; second: string };

/** Whether it can be sent; whether it is too common, the service says. */
export function isGoodPassword({ first, second }: NewPasswordValue): boolean {
  return lengthOf(first) >= shortestPassword && first === second;
}

/** As the service counts: by signs, whatever their codes. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

type Props = {
  value: NewPasswordValue;
  onChange: (value: NewPasswordValue) => void;
  startsFocused?: boolean;
};

/** A new password, twice, with what it has to be. */
export function NewPassword({ value, onChange, startsFocused = false }: Props) {
  const { t } = useI18n();
  const rules = [
    {
      words: t("password.long", { count: shortestPassword }),
      met: lengthOf(value.first) >= shortestPassword,
    },
    { words: t("password.same"), met: value.first !== "" && value.first === value.second },
  ];
  return (
    <>
      <TextField
        label={t("password.new")}
        hint={t("password.hint")}
        type="password"
        autoComplete="new-password"
        startsFocused={startsFocused}
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
      />
      <TextField
        label={t("password.again")}
        type="password"
        autoComplete="new-password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
      />
      <Rules>
        {rules.map(({ words, met }) => (
          <Rule key={words} $met={met}>
            {met ? <CheckIcon /> : <CircleIcon />}
            {words}
            <Hidden>{met ? t("password.met") : t("password.not_met")}</Hidden>
          </Rule>
        ))}
      </Rules>
    </>
  );
}
