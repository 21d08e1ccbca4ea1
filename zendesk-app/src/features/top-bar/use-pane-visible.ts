import { useEffect, useState } from "react";

/** Whether the pane is open: hosts say when it opens again, but not when it opens first. */
export function usePaneVisible(): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) =>
      setVisible(entries.at(-1)?.isIntersecting === true),
    );
    watcher.observe(document.documentElement);
    return () => watcher.disconnect();
  }, []);
  return visible;
}
