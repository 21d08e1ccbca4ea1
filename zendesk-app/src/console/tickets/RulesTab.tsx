import { Stack } from "../ui/text.ts";
import { MissedSection } from "./MissedSection.tsx";
import { PlainChoices } from "./PlainChoices.tsx";
import { Rules } from "./Rules.tsx";
import { useEditing } from "./editing.tsx";

/** Which calls become tickets. */
export function RulesTab() {
  const { settings } = useEditing();
  return (
    <Stack>
      <PlainChoices />
      {settings.enabled && (
        <>
          <Rules />
          <MissedSection />
        </>
      )}
    </Stack>
  );
}
