import type { BusinessHours } from "@deskline/shared/admin-ticket-rules";
import { Button, IconButton } from "@zendeskgarden/react-buttons";
import { Field, Label, Toggle } from "@zendeskgarden/react-forms";
import { getColor } from "@zendeskgarden/react-theming";
import PlusIcon from "@zendeskgarden/svg-icons/src/16/plus-stroke.svg";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useMemo } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SmallSubtle, Subtle } from "../ui/text.ts";
import { Tip } from "../ui/Tip.tsx";
import { spanAfter } from "./clock.ts";
import { ClockField } from "./ClockField.tsx";

type Week = BusinessHours["week"];
type Day = Week[number];

const usual: Day = [{ from: "09:00", to: "17:00" }];
const mostSpans = 10;
/** A Monday. */
const monday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

const Row = styled.fieldset`
  min-width: 0;
  margin: 0;
  border: 0;
  display: flex;
  flex-wrap: wrap;
  align-items: flex-start;
  gap: ${({ theme }) => theme.space.sm};
  padding: ${({ theme }) => theme.space.xs} 0;
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
`;

const Name = styled.div`
  flex: none;
  width: ${({ theme }) => theme.space.base * 38}px;
  padding-top: ${({ theme }) => theme.space.xxs};
`;

const Spans = styled.div`
  display: flex;
  flex: 1 1 ${({ theme }) => theme.space.base * 50}px;
  flex-direction: column;
  gap: ${({ theme }) => theme.space.xs};
`;

const Span = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${({ theme }) => theme.space.xs};
`;

const Closed = styled(Subtle)`
  padding-top: ${({ theme }) => theme.space.xxs};
`;

/** As high as the fields of the day. */
const Copy = styled(Button)`
  min-height: ${({ theme }) => theme.space.base * 8}px;
`;

type Props = { week: Week; onChange: (week: Week) => void };

/** The times of each day of the week at which somebody is there. */
export function WeekFields({ week, onChange }: Props) {
  const { t, locale } = useI18n();
  const names = useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
    return week.map((_, index) => format.format(monday + index * dayMs));
  }, [locale, week]);
  const set = (index: number, day: Day): void => onChange(week.map((one, i) => (i === index ? day : one)));
  return (
    <div>
      {week.map((day, index) => {
        const name = names[index] ?? "";
        return (
          <Row key={name} aria-label={name}>
            <Name>
              <Field>
                <Toggle checked={day.length > 0} onChange={() => set(index, day.length > 0 ? [] : usual)}>
                  <Label>{name}</Label>
                </Toggle>
              </Field>
            </Name>
            <DaySpans name={name} day={day} onChange={(next) => set(index, next)} />
            {index === 0 && day.length > 0 && (
              <Copy
                isLink
                size="small"
                onClick={() => onChange(week.map((one, i) => (i > 0 && i < 5 ? day : one)))}
              >
                {t("hours.copy")}
              </Copy>
            )}
          </Row>
        );
      })}
    </div>
  );
}

type DayProps = { name: string; day: Day; onChange: (day: Day) => void };

function DaySpans({ name, day, onChange }: DayProps) {
  const { t } = useI18n();
  const set = (index: number, part: Partial<Day[number]>): void =>
    onChange(day.map((span, i) => (i === index ? { ...span, ...part } : span)));
  if (day.length === 0) return <Closed>{t("hours.closed")}</Closed>;
  return (
    <Spans>
      {day.map((span, index) => (
        <Span key={index}>
          {(["from", "to"] as const).map((end) => (
            <ClockField
              key={end}
              label={t(`hours.${end}`, { day: name })}
              value={span[end]}
              isBegin={end === "from"}
              onChange={(clock) => set(index, { [end]: clock })}
            />
          ))}
          {day.length > 1 && (
            <Tip content={t("hours.remove_tip")}>
              <IconButton
                size="small"
                aria-label={t("hours.remove", { day: name })}
                onClick={() => onChange(day.filter((_, i) => i !== index))}
              >
                <XIcon />
              </IconButton>
            </Tip>
          )}
          {index === day.length - 1 && day.length < mostSpans && (
            <Tip content={t("hours.add_tip")}>
              <IconButton
                size="small"
                aria-label={t("hours.add", { day: name })}
                onClick={() => onChange([...day, spanAfter(span)])}
              >
                <PlusIcon />
              </IconButton>
            </Tip>
          )}
          {span.to !== "24:00" && span.to <= span.from && <SmallSubtle>{t("hours.next_day")}</SmallSubtle>}
        </Span>
      ))}
    </Spans>
  );
}
