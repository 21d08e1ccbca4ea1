import { Button, IconButton } from "@zendeskgarden/react-buttons";
import { getColor } from "@zendeskgarden/react-theming";
import XIcon from "@zendeskgarden/svg-icons/src/16/x-stroke.svg";
import { useState, type FormEvent } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack, Subtle } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";

const most = 30;

const Line = styled.div`
  display: flex;
  align-items: flex-end;
  gap: ${({ theme }) => theme.space.xs};
`;

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
`;

const Entry = styled.li`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.space.sm};
  padding: ${({ theme }) => theme.space.xxs} 0;
  border-bottom: ${({ theme }) => theme.borders.sm}
    ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
`;

const Name = styled.span`
  flex: 1;
  min-width: 0;
`;

type Props = { dispositions: readonly string[]; onChange: (dispositions: string[]) => void };

/** What agents can choose a call has come to. */
export function Dispositions({ dispositions, onChange }: Props) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const isKnown = dispositions.some((one) => one.toLowerCase() === name.toLowerCase());
  const isFull = dispositions.length >= most;

  function add(event: FormEvent): void {
    event.preventDefault();
    if (name === "" || isKnown || isFull) return;
    onChange([...dispositions, name]);
    setTyped("");
  }

  return (
    <Stack $gap="sm">
      {dispositions.length === 0 ? (
        <Subtle>{t("pop.no_dispositions")}</Subtle>
      ) : (
        <List>
          {dispositions.map((one) => (
            <Entry key={one}>
              <Name>{one}</Name>
              <IconButton
                size="small"
                aria-label={t("pop.remove_disposition", { name: one })}
                onClick={() => onChange(dispositions.filter((other) => other !== one))}
              >
                <XIcon />
              </IconButton>
            </Entry>
          ))}
        </List>
      )}
      <form noValidate onSubmit={add}>
        <Line>
          <TextField
            label={t("pop.new_disposition")}
            width={80}
            maxLength={100}
            value={typed}
            onChange={setTyped}
            error={isKnown ? t("pop.known_disposition") : null}
          />
          <Button type="submit" disabled={name === "" || isKnown || isFull}>
            {t("pop.add_disposition")}
          </Button>
        </Line>
      </form>
    </Stack>
  );
}
