/** Under which name an integration's app is found for certain, also beside those of others in the same account. */
export function appNameOf(integrationName: string): string {
  return `Deskline (${integrationName})`;
}
