import { Button } from "@zendeskgarden/react-buttons";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useMemo, useState } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";

const Line = styled.div`
  display: flex;
  align-items: flex-end;
  gap: ${({ theme }) => theme.space.xs};
`;

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.space.xxs};
  margin: 0;
  padding: 0;
  list-style: none;
`;

type Props = { days: readonly string[]; onChange: (days: string[]) => void };

/** Days that are closed all day. */
export function Holidays({ days, onChange }: Props) {
  const { t, locale } = useI18n();
  const [typed, setTyped] = useState("");
  const format = useMemo(
    () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
    [locale],
  );
  const nameOf = (day: string): string => format.format(Date.parse(day));

  function add(): void {
    if (!days.includes(typed)) onChange([...days, typed].toSorted());
    setTyped("");
  }

  return (
    <Stack $gap="xs">
      <Line>
        <TextField
          label={t("hours.holidays")}
          hint={t("hours.holidays_hint")}
          type="date"
          width={55}
          value={typed}
          onChange={setTyped}
        />
        <Button isNeutral disabled={typed === ""} onClick={add} aria-label={t("hours.add_holiday")}>
          {t("tickets.add")}
        </Button>
      </Line>
      {days.length > 0 && (
        <List aria-label={t("hours.holidays")}>
          {days.map((day) => (
            <li key={day}>
              <Button
                size="small"
                isPill
                isNeutral
                aria-label={t("values.remove", { name: nameOf(day) })}
                onClick={() => onChange(days.filter((one) => one !== day))}
              >
                {nameOf(day)}
                <Button.EndIcon>
                  <XIcon />
                </Button.EndIcon>
              </Button>
            </li>
          ))}
        </List>
      )}
    </Stack>
  );
}
