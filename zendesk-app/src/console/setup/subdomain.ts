/**
 * The subdomain in what was typed or pasted, be it the whole address of the account; null when it is none. The service
 * decides; this only tells early.
 */
export function subdomainIn(text: string): string | null {
  // Compared before it is made small: some letters that are none of these become such by it.
  const match = /^(?:(?:https?:\/\/)?([a-z\d-]+)\.zendesk\.com(?:[/?#].*)?|([a-z\d-]+))$/i.exec(text.trim());
  const subdomain = (match?.[1] ?? match?.[2] ?? "").toLowerCase();
  return /^[a-z\d][a-z\d-]{1,61}$/.test(subdomain) ? subdomain : null;
}
