import { Stack } from "../ui/text.ts";
import { MissedSection } from "./MissedSection.tsx";
import { PlainChoices } from "./PlainChoices.tsx";
import { Rules } from "./Rules.tsx";
import { useEditing } from "./editing.tsx";

/** Which calls become tickets. */
export function RulesTab() {
  const { settings, opened } = useEditing();
  return (
    <Stack>
      <PlainChoices />
      {/* What has a mistake can be found although it is off. */}
      {(settings.enabled || opened !== null) && (
        <>
          <Rules />
          <MissedSection />
        </>
      )}
    </Stack>
  );
}
