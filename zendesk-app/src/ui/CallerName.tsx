import type { CallView } from "@deskline/shared/app";
import { useQuery } from "@tanstack/react-query";
import { LG, SM } from "@zendeskgarden/react-typography";
import { colleagueOf } from "../calls/core/own-part.ts";
import { meQuery } from "../calls/queries.ts";
import { useNumberFormat } from "../calls/use-number.ts";
import { useFrame } from "../frame.tsx";
import { useI18n } from "../i18n/i18n.tsx";
import { Tabular } from "./tabular.ts";

/** The caller's name if it is known who it is, else the number; null of both when withheld. */
export function useCaller(call: CallView): { title: string; number: string | null } {
  const { t } = useI18n();
  const { api } = useFrame();
  const { data: me } = useQuery(meQuery(api));
  const format = useNumberFormat();
  if (call.direction === "internal") {
    const colleague = colleagueOf(call, me?.extension?.number ?? null);
    if (colleague === null) return { title: t("direction.internal"), number: null };
    const { name, number } = colleague;
    return name === "" ? { title: number, number: null } : { title: name, number };
  }
  const number = call.number === null ? null : format(call.e164 ?? call.number);
  const [only, ...others] = call.candidates ?? [];
  if (only !== undefined && others.length === 0) return { title: only.name, number };
  return { title: number ?? t("call.withheld"), number: null };
}

/** Who it is, large, with the number and the way the call took beneath. */
export function CallerName({ call }: { call: CallView }) {
  const { t } = useI18n();
  const { title, number } = useCaller(call);
  const { group } = call;
  const via =
    group === null
      ? null
      : group.name === ""
        ? t("call.via_number", { number: group.number })
        : t("call.via", { name: group.name, number: group.number });
  return (
    <div>
      <LG isBold tag="h2">
        {title}
      </LG>
      {(number !== null || via !== null) && (
        <SM>
          {number !== null && <Tabular>{number}</Tabular>}
          {number !== null && via !== null && " · "}
          {via}
        </SM>
      )}
    </div>
  );
}
