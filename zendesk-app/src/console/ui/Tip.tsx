import { Tooltip } from "@zendeskgarden/react-tooltips";
import type { ComponentProps } from "react";

/** More about its child, for those who point at it or focus it. */
export function Tip({
  content,
  children,
}: {
  content: string;
  children: ComponentProps<typeof Tooltip>["children"];
}) {
  return (
    <Tooltip content={content} size="small" placement="top" zIndex={600}>
      {children}
    </Tooltip>
  );
}
