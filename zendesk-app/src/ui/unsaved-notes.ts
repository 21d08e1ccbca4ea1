/** What agents have written and the service does not have yet, by call. */
const unsaved = new Map<string, string>();

export function keepUnsaved(callId: string, text: string): void {
  unsaved.set(callId, text);
}

export function forgetUnsaved(callId: string): void {
  unsaved.delete(callId);
}

/** The texts that would be lost with the page. */
export function unsavedNotes(): string[] {
  return [...unsaved.values()].filter((text) => text.trim() !== "");
}
