import { useState } from "react";
import { SmallSubtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import { Made } from "./made.ts";
import type { Template } from "./templates-in.ts";

type Props = Template & { label?: string };

/** What a template makes of a sample call; while that is asked for, what it made before. */
export function Sample({ label, ...template }: Props) {
  const { checks } = useEditing();
  const [last, setLast] = useState("");
  const sample = checks(template)?.sample ?? null;
  if (sample !== null && sample !== last) setLast(sample);
  const shown = sample ?? last;
  return (
    <>
      {label !== undefined && <SmallSubtle tag="div">{label}</SmallSubtle>}
      <Made $lines={template.place === "journal"}>{shown === "" ? "\u00a0" : shown}</Made>
    </>
  );
}
