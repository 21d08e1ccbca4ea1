import { useI18n } from "../i18n/i18n.tsx";
import { Hidden } from "./hidden.ts";
import { Tabular } from "./tabular.ts";
import { useNow } from "./use-now.ts";

/** How long something took. */
export function Duration({ ms }: { ms: number }) {
  const { format } = useI18n();
  return (
    <Tabular>
      <span aria-hidden>{format.duration(ms)}</span>
      <Hidden>{format.spokenDuration(ms)}</Hidden>
    </Tabular>
  );
}

/** How long something has been going on; it counts, and says nothing of it aloud. */
export function Timer({ since }: { since: number }) {
  const { format } = useI18n();
  const now = useNow(1000);
  return (
    <Tabular role="timer" aria-live="off">
      {format.duration(now - since)}
    </Tabular>
  );
}
