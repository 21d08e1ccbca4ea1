import { Button, IconButton } from "@zendeskgarden/react-buttons";
import type { ComponentType, MouseEvent, SVGProps } from "react";
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

/**
 * An icon with a word; in a narrow frame the icon alone, with the word on pointing. Two quick clicks are one order:
 * after the first the same place may hold another.
 */
export function ActionButton({
  icon: Icon,
  label,
  iconOnly = false,
  withWord = false,
  isBasic = false,
  isPressed,
  isExpanded,
  onClick,
  ...rest
}: Props) {
  const narrow = useNarrow();
  const states = {
    "aria-pressed": isPressed,
    "aria-expanded": isExpanded,
    onClick: ({ detail }: MouseEvent) => detail < 2 && onClick(),
  };
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
