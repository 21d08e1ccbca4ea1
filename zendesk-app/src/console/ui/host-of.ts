/** Of an address what people know it by; null when there is none. */
export function hostOf(url: string | null): string | null {
  if (url === null) return null;
  return URL.canParse(url) ? new URL(url).host : url;
}
