import type { Party } from "@deskline/shared/app";

const most = 20;

/** Extensions whose number begins with what is looked for, then those with a name that has a word beginning so, then the rest. */
export function searchDirectory(
  extensions: Iterable<string>,
  names: ReadonlyMap<string, string>,
  query: string,
): Party[] {
  const wanted = plain(query);
  const ranked = [...extensions].flatMap((number) => {
    const name = names.get(number) ?? "";
    const rank = rankOf(number, plain(name), wanted);
    return rank === null ? [] : [{ number, name, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank || byNumber(a.number, b.number));
  return ranked.slice(0, most).map(({ number, name }) => ({ number, name }));
}

function rankOf(number: string, name: string, wanted: string): number | null {
  if (number.startsWith(wanted)) return 0;
  if (name.split(" ").some((word) => word.startsWith(wanted)) || name.startsWith(wanted)) return 1;
  return name.includes(wanted) || number.includes(wanted) ? 2 : null;
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Without case and accents, so that "muller" finds Müller. */
function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim().replaceAll(/\s+/g, " ");
}
