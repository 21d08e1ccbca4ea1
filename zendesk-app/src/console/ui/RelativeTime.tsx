import { styled } from "styled-components";
import { Tabular } from "../../ui/tabular.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { ago } from "./ago.ts";
import { Tip } from "./Tip.tsx";
import { useNow } from "./use-now.ts";

const Time = styled(Tabular)`
  cursor: default;
`;

/** How long ago it was; the exact time, with its zone, on pointing. */
export function RelativeTime({ at }: { at: number }) {
  const { locale } = useI18n();
  const now = useNow(1_000);
  return (
    <Tip content={useExact()(at)}>
      <Time as="time" dateTime={new Date(at).toISOString()} tabIndex={0}>
        {ago(at, now, locale)}
      </Time>
    </Tip>
  );
}

/** Day and time in words, with the zone when it is another than the browser's. */
function useExact(): (at: number) => string {
  const { format, timeZone } = useI18n();
  return (at) => (timeZone === null ? format.exact(at) : `${format.exact(at)} (${timeZone})`);
}
