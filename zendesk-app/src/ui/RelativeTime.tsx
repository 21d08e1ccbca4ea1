import { useI18n } from "../i18n/i18n.tsx";
import { Tip } from "./Tip.tsx";
import { Tabular } from "./tabular.ts";
import { useNow } from "./use-now.ts";

/** How long ago it was; the exact time on pointing. */
export function RelativeTime({ at }: { at: number }) {
  const { format } = useI18n();
  const now = useNow(30_000);
  return <Time at={at} words={format.relative(at, now)} />;
}

/** On which time of a day that is named already; the exact time on pointing. */
export function TimeOfDay({ at }: { at: number }) {
  const { format } = useI18n();
  return <Time at={at} words={format.time(at)} />;
}

function Time({ at, words }: { at: number; words: string }) {
  const { format } = useI18n();
  return (
    <Tip content={format.exact(at)}>
      <Tabular as="time" dateTime={new Date(at).toISOString()}>
        {words}
      </Tabular>
    </Tip>
  );
}
