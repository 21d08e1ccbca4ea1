import { Button } from "@zendeskgarden/react-buttons";
import { useEffect, useRef } from "react";
import { useI18n } from "../i18n/i18n.tsx";

/** Ends a list of which there is more: loads it when it comes into view, or by its button. */
export function MoreOnScroll({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useI18n();
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (busy || place.current === null) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && latest.current());
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [busy]);
  return (
    <div ref={place}>
      <Button isBasic isStretched size="small" disabled={busy} onClick={onMore}>
        {busy ? t("loading") : t("history.more")}
      </Button>
    </div>
  );
}
