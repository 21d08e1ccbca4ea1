import type { TemplatePlace } from "@deskline/shared/admin-tickets";
import { getColor } from "@zendeskgarden/react-theming";
import { useState } from "react";
import { styled } from "styled-components";
import { SmallSubtle } from "../ui/text.ts";
import { useEditing } from "./editing.tsx";

const Made = styled.div<{ $lines: boolean }>`
  padding: ${({ theme, $lines }) => ($lines ? theme.space.sm : `${theme.space.xxs} ${theme.space.xs}`)};
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ theme }) => getColor({ theme, variable: "background.subtle" })};
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;

type Props = { place: TemplatePlace; text: string; label?: string };

/** What a template makes of a sample call; while that is asked for, what it made before. */
export function Sample({ place, text, label }: Props) {
  const { checks } = useEditing();
  const [last, setLast] = useState("");
  const sample = checks({ place, text })?.sample ?? null;
  if (sample !== null && sample !== last) setLast(sample);
  const shown = sample ?? last;
  return (
    <>
      {label !== undefined && <SmallSubtle tag="div">{label}</SmallSubtle>}
      <Made $lines={place === "journal"}>{shown === "" ? "\u00a0" : shown}</Made>
    </>
  );
}
