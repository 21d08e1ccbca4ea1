/** The cards that the agent has closed, in whichever frame or tab of the browser. */
let closed: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
let others: BroadcastChannel | null = null;

export function closedCards(): ReadonlySet<string> {
  return closed;
}

export function closeCard(callId: string): void {
  close(callId);
  others?.postMessage(callId);
}

export function onClosedCards(listener: () => void): () => void {
  if (others === null) {
    others = new BroadcastChannel("deskline-closed-cards");
    others.addEventListener("message", ({ data }) => close(String(data)));
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function close(callId: string): void {
  closed = new Set([...closed, callId]);
  listeners.forEach((listener) => listener());
}
