import { useId, useState } from "react";
import { useIntegration } from "../frame/integration.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { TextField } from "../ui/TextField.tsx";
import { isZone } from "./zone.ts";

type Props = { zone: string | null; onChange: (zone: string | null) => void };

/** The time zone of the business hours; nothing means that of the PBX. */
export function ZoneField({ zone, onChange }: Props) {
  const { t } = useI18n();
  const { timeZone } = useIntegration();
  const zones = useId();
  const [known] = useState(() => Intl.supportedValuesOf("timeZone"));
  const isKnown = zone === null || isZone(zone);
  return (
    <>
      <TextField
        label={t("hours.zone")}
        hint={t("hours.zone_hint", { zone: timeZone })}
        width={90}
        list={zones}
        autoComplete="off"
        placeholder={timeZone}
        value={zone ?? ""}
        error={isKnown ? null : t("problem.time_zone_unknown")}
        onChange={(text) => onChange(text.trim() === "" ? null : text.trim())}
      />
      <datalist id={zones}>
        {known.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </datalist>
    </>
  );
}
