import { useI18n } from "../i18n/i18n.tsx";
import { Tip } from "./Tip.tsx";
import { Tabular } from "./tabular.ts";
import { useNow } from "./use-now.ts";

/** How long ago it was, or on which time of a day that is named already; the exact time on pointing. */
export function RelativeTime({ at, timeOnly = false }: { at: number; timeOnly?: boolean }) {
  const { format } = useI18n();
  const now = useNow(30_000);
  return (
    <Tip content={format.exact(at)}>
      <Tabular as="time" dateTime={new Date(at).toISOString()}>
        {timeOnly ? format.time(at) : format.relative(at, now)}
      </Tabular>
    </Tip>
  );
}
