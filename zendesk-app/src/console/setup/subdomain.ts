/**
 * The subdomain in what was typed or pasted, be it the whole address of the account; null when it is none. The service
 * decides; this only tells early.
 */
export function subdomainIn(text: string): string | null {
  const typed = text.trim().toLowerCase();
  const match = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]{1,61})(?:\.zendesk\.com(?:[/?#].*)?)?$/.exec(typed);
  return match?.[1] ?? null;
}
