import { Button, IconButton } from "@zendeskgarden/react-buttons";
import type { ComponentType, SVGProps } from "react";
import { Tip } from "./Tip.tsx";
import { useNarrow } from "./use-narrow.ts";

type Props = {
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  label: string;
  onClick: () => void;
  /** Only the icon, with the words in a tooltip. */
  iconOnly?: boolean;
  /** With the word even where it is narrow. */
  withWord?: boolean;
  /** Without an edge, for what is beside the point. */
  isBasic?: boolean;
  isDanger?: boolean;
  isPrimary?: boolean;
  isPressed?: boolean;
  isExpanded?: boolean;
  disabled?: boolean;
};

/** An icon with a word; in a narrow frame the icon alone, with the word on pointing. */
export function ActionButton({
  icon: Icon,
  label,
  iconOnly = false,
  withWord = false,
  isBasic = false,
  isPressed,
  isExpanded,
  ...rest
}: Props) {
  const narrow = useNarrow();
  const states = { "aria-pressed": isPressed, "aria-expanded": isExpanded };
  if ((narrow && !withWord) || iconOnly) {
    return (
      <Tip content={label}>
        <IconButton size="small" isBasic={isBasic} isPill={false} aria-label={label} {...states} {...rest}>
          <Icon />
        </IconButton>
      </Tip>
    );
  }
  return (
    <Button size="small" {...states} {...rest}>
      <Button.StartIcon>
        <Icon />
      </Button.StartIcon>
      {label}
    </Button>
  );
}
