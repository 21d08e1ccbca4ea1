import type { Zaf } from "../../zaf/zaf.ts";

/** How an icon becomes itself again is not documented: whichever of these Zendesk takes. */
const itself: [action: string, text: string][] = [
  ["iconChars", ""],
  ["iconSymbol", ""],
  ["iconChars", " "],
];

/** Shows a few characters on the app's icon, or the icon alone. A count that cannot be shown stands in the panel too. */
export async function showOnIcon(zaf: Zaf, text: string): Promise<void> {
  for (const [action, wanted] of text === "" ? itself : [["iconChars", text] as const]) {
    const shown = await zaf.invoke(action, wanted).then(
      () => true,
      () => false,
    );
    if (shown) return;
  }
}
