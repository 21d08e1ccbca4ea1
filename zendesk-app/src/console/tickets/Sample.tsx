import { getColor } from "@zendeskgarden/react-theming";
import { useState } from "react";
import { styled } from "styled-components";
import { SmallSubtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";
import type { Template } from "./templates-in.ts";

const Made = styled.div<{ $lines: boolean }>`
  padding: ${({ theme, $lines }) => ($lines ? theme.space.sm : `${theme.space.xxs} ${theme.space.xs}`)};
  border: ${({ theme }) => theme.borders.sm} ${({ theme }) => getColor({ theme, variable: "border.subtle" })};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
  font-size: ${({ theme }) => theme.fontSizes.md};
  line-height: ${({ theme }) => theme.lineHeights.md};
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;

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
