import { Tooltip } from "@zendeskgarden/react-tooltips";
import type { ReactElement } from "react";

/** More about its child, for those who point at it or focus it. */
export function Tip({ content, children }: { content: string; children: ReactElement }) {
  return (
    <Tooltip content={content} size="small" placement="top">
      {children}
    </Tooltip>
  );
}
