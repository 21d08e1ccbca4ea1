import { useEffect, useRef } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Failure } from "../ui/Failure.tsx";

type Props = { isLoading: boolean; error: unknown; onMore: () => void };

/** Fetches more when the end of the list comes near; by its button as well, for whoever does not scroll. */
export function MoreOnScroll({ isLoading, error, onMore }: Props) {
  const { t } = useI18n();
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  }, [onMore]);
  const stopped = isLoading || error !== null;
  useEffect(() => {
    if (end.current === null || stopped) return undefined;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) more.current();
      },
      { rootMargin: "400px" },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [stopped]);
  if (error !== null) return <Failure error={error} onRetry={onMore} />;
  return (
    <div ref={end}>
      <BusyButton isBasic busy={isLoading} onClick={onMore}>
        {t("audit.more")}
      </BusyButton>
    </div>
  );
}
