/** Whether calls of the time off become tickets: what was chosen, and yes where nothing was there to choose of. */
export function catchesUp(heldCalls: number, chosen: boolean): boolean {
  return heldCalls === 0 || chosen;
}
