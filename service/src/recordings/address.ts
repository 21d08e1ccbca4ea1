/** Where the recordings of a call are listened to. It stands in tickets, and opens nothing by itself. */
export function recordingAddress(publicUrl: string, callId: string): string {
  return `${publicUrl}/recordings/${callId}`;
}
