import { useEffect } from "react";
import { useFrame } from "../frame.tsx";

const tallestPx = 1200;

/** Makes the frame of a sidebar as high as its content, up to where it scrolls by itself. */
export function useFittingHeight(): void {
  const { zaf } = useFrame();
  useEffect(() => {
    let last = 0;
    const watcher = new ResizeObserver(() => {
      const height = Math.min(Math.ceil(document.body.scrollHeight), tallestPx);
      if (height === last) return;
      last = height;
      void zaf.invoke("resize", { width: "100%", height: `${height}px` });
    });
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, [zaf]);
}
