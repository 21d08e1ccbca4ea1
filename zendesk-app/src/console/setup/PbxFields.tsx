import type { DialRules } from "@deskline/shared/admin-pbx";
import { useId, useMemo } from "react";
import { styled } from "styled-components";
import { useI18n } from "../i18n/i18n.tsx";
import { SecretField } from "../ui/SecretField.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import type { Draft } from "../ui/use-draft.ts";
import { countries } from "./countries.ts";
import { DialRuleFields } from "./DialRuleFields.tsx";

export type PbxValues = {
  url: string;
  clientId: string;
  clientSecret: string;
  timeZone: string;
  country: string;
  dialRules: DialRules;
};

/** What the service says to what was entered. */
export type PbxRefusals = { url: string | null; timeZone: string | null };

const Pair = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(${({ theme }) => theme.space.base * 60}px, 1fr));
  gap: ${({ theme }) => theme.space.md};
`;

type Props = {
  draft: Draft<PbxValues>;
  secretSet: boolean;
  /** Whether the secret that is set goes with the address that is typed. */
  hasSecret: boolean;
  refused: PbxRefusals;
};

export function PbxFields({ draft: { values, set }, secretSet, hasSecret, refused }: Props) {
  const { t, locale } = useI18n();
  const zones = useId();
  const named = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "region" });
    return countries
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  }, [locale]);
  return (
    <>
      <TextField
        label={t("pbx.url")}
        hint={t("pbx.url_hint")}
        placeholder="https://pbx.example.com:8088"
        inputMode="url"
        autoComplete="off"
        value={values.url}
        error={refused.url}
        onChange={(url) => set("url", url)}
      />
      <Pair>
        <TextField
          label={t("pbx.client_id")}
          hint={t("pbx.client_id_hint")}
          autoComplete="off"
          value={values.clientId}
          onChange={(clientId) => set("clientId", clientId)}
        />
        <SecretField
          label={t("pbx.client_secret")}
          hint={t(secretSet && !hasSecret ? "problem.pbx_secret_needed" : "pbx.client_secret_hint")}
          isSet={hasSecret}
          value={values.clientSecret}
          onChange={(secret) => set("clientSecret", secret)}
        />
      </Pair>
      <Pair>
        <TextField
          label={t("pbx.time_zone")}
          hint={t("pbx.time_zone_hint")}
          list={zones}
          autoComplete="off"
          value={values.timeZone}
          error={refused.timeZone}
          onChange={(zone) => set("timeZone", zone)}
        />
        <SelectField
          label={t("pbx.country")}
          hint={t("pbx.country_hint")}
          value={values.country}
          options={named}
          onChange={(country) => set("country", country)}
        />
      </Pair>
      <datalist id={zones}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
      <DialRuleFields rules={values.dialRules} onChange={(rules) => set("dialRules", rules)} />
    </>
  );
}
