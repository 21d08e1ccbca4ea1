import { fillPage } from "../app/page.ts";

/** The console's page for a browser of its own: it asks the service who is there. */
export function consolePage(frontEnd: string, nonce: string): string {
  return fillPage(frontEnd, "", nonce);
}

export function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    `style-src 'nonce-${nonce}' 'self'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
