const ways = new Set(["menuItem:click", "menuItem:keyDown:Enter", "menuItem:keyDown:Space"]);

/** Whether what Garden tells of a menu is that somebody has chosen something. */
export function chosenBy(type: string): boolean {
  return ways.has(type);
}
