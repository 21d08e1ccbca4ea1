import { useQuery } from "@tanstack/react-query";
import { styled } from "styled-components";
import { useState, type FormEvent } from "react";
import { useSearchParams } from "react-router";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Section } from "../ui/Section.tsx";
import { Stack } from "../ui/text.ts";
import { TextField } from "../ui/TextField.tsx";
import { numberTestQuery } from "./queries.ts";
import { TestResult } from "./TestResult.tsx";

const Line = styled.form`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: ${({ theme }) => theme.space.xs};
`;

const longest = 500;

/** Any number, as the PBX may signal it or somebody may type it: who it is found to be, and why. */
export function TesterTab() {
  const { t } = useI18n();
  const { api } = useConsole();
  const { id } = useIntegration();
  const [search, setSearch] = useSearchParams();
  const number = search.get("number");
  const { data, error, isFetching, refetch } = useQuery({
    ...numberTestQuery(api, id, number ?? ""),
    enabled: number !== null,
  });

  function test(typed: string): void {
    if (typed === number) void refetch();
    else setSearch({ number: typed });
  }

  return (
    <Stack>
      <Section title={t("tester.title")} lead={t("tester.lead")}>
        <Stack $gap="sm">
          <NumberForm key={number ?? ""} number={number ?? ""} busy={isFetching} onTest={test} />
          <Failure error={error} />
        </Stack>
      </Section>
      {number !== null && data !== undefined && <TestResult test={data} />}
    </Stack>
  );
}

type FormProps = { number: string; busy: boolean; onTest: (number: string) => void };

function NumberForm({ number, busy, onTest }: FormProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState(number);

  function submit(event: FormEvent): void {
    event.preventDefault();
    onTest(typed);
  }

  return (
    <Line onSubmit={submit} noValidate>
      <TextField
        label={t("tester.number")}
        width={90}
        maxLength={longest}
        autoComplete="off"
        startsFocused
        value={typed}
        onChange={setTyped}
      />
      <BusyButton isPrimary type="submit" busy={busy}>
        {t("tester.button")}
      </BusyButton>
    </Line>
  );
}
