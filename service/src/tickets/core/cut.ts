/** Zendesk takes no more of a subject. */
export const longestSubject = 255;

/** Nor of a tag. */
export const longestTag = 100;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Text of `longest` UTF-16 units at most, cut between what people see as characters, with `…` at the end. */
export function cutAtCharacter(text: string, longest: number): string {
  const sound = text.toWellFormed();
  return sound.length <= longest ? sound : `${wholeCharacters(sound, longest - 1)}…`;
}

/** What fits into `longest` UTF-16 units of what people see as characters. */
export function wholeCharacters(text: string, longest: number): string {
  const sound = text.toWellFormed();
  if (sound.length <= longest) return sound;
  let cut = "";
  for (const { segment } of graphemes.segment(sound.slice(0, longest + 64))) {
    if (cut.length + segment.length > longest) break;
    cut += segment;
  }
  return cut;
}
