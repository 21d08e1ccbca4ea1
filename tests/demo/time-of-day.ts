/** `14:03:21`, on the clock of this machine. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
