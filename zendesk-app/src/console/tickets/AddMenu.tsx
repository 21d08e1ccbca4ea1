import { Button } from "@zendeskgarden/react-buttons";
import { Item, Menu } from "@zendeskgarden/react-dropdowns";
import ChevronIcon from "@zendeskgarden/svg-icons/src/16/chevron-down-stroke.svg";
import { useRef } from "react";
import { chosenBy } from "./menu.ts";

type Props<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string }[];
  onAdd: (value: Value) => void;
};

/** Adds one of several things, whose first field gets the focus: beside the menu it has that `data-part`. */
export function AddMenu<Value extends string>({ label, options, onAdd }: Props<Value>) {
  const box = useRef<HTMLDivElement>(null);

  function add(value: Value): void {
    const around = box.current?.parentElement;
    onAdd(value);
    // Once it is there, and the menu is gone.
    setTimeout(() =>
      around
        ?.querySelector(`[data-part="${CSS.escape(value)}"]`)
        ?.querySelector<HTMLElement>("select, textarea, input")
        ?.focus(),
    );
  }

  if (options.length === 0) return null;
  return (
    <div ref={box}>
      <Menu
        // One whose items change while it shuts would take the focus back.
        key={options.length}
        maxHeight="320px"
        button={(props) => (
          <Button {...props} size="small">
            {label}
            <Button.EndIcon>
              <ChevronIcon />
            </Button.EndIcon>
          </Button>
        )}
        onChange={({ type, value }) => {
          const option = options.find((one) => one.value === value);
          if (chosenBy(type) && option !== undefined) add(option.value);
        }}
      >
        {options.map((option) => (
          <Item key={option.value} value={option.value} label={option.label} />
        ))}
      </Menu>
    </div>
  );
}
