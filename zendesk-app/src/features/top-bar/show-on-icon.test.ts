import { expect, test } from "vitest";
import type { Zaf } from "../../zaf/zaf.ts";
import { showOnIcon } from "./show-on-icon.ts";

/** A host's icon that refuses some of what is asked of it. */
async function shown(text: string, refused: string[]): Promise<string[]> {
  const asked: string[] = [];
  const invoke = (action: string, wanted: string) => {
    asked.push(`${action} "${wanted}"`);
    return refused.includes(asked.at(-1) ?? "") ? Promise.reject(new Error("no")) : Promise.resolve();
  };
  await showOnIcon({ invoke } as unknown as Zaf, text);
  return asked;
}

test("the icon shows the count, and itself again in whichever way Zendesk has for it", async () => {
  expect(await shown("3", [])).toEqual(['iconChars "3"']);
  expect(await shown("", [])).toEqual(['iconChars ""']);
  expect(await shown("", ['iconChars ""'])).toEqual(['iconChars ""', 'iconSymbol ""']);
});

test("a host that refuses all of it breaks nothing", async () => {
  expect(await shown("3", ['iconChars "3"'])).toHaveLength(1);
  expect(await shown("", ['iconChars ""', 'iconSymbol ""', 'iconChars " "'])).toHaveLength(3);
});
