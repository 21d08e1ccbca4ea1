import { z } from "zod";

/** What a person does on the consent page. Without `userId` the first administrator is signed in. */
export type ConsentChoice = { userId?: number; allow?: boolean };

/**
 * Opens the authorization URL as a browser would, answers the form and returns where it redirects,
 * without going there. Throws with the page's words when Zendesk shows an error page instead.
 */
export async function giveConsent(authorizationUrl: string, choice: ConsentChoice = {}): Promise<string> {
  const shown = await fetch(authorizationUrl, { redirect: "manual" });
  const html = await shown.text();
  const early = shown.headers.get("location");
  if (early !== null) return early;
  if (!shown.ok) throw new Error(`no consent page (${shown.status}): ${words(html)}`);
  const form = new URLSearchParams();
  for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)) {
    form.append(name ?? "", unescapeHtml(value ?? ""));
  }
  const first = z.string().parse(/<option value="(\d+)"/.exec(html)?.[1]);
  form.append("user_id", choice.userId === undefined ? first : String(choice.userId));
  form.append("decision", choice.allow === false ? "deny" : "allow");
  const target = new URL("/oauth/authorizations", authorizationUrl);
  const answered = await fetch(target, { method: "POST", body: form, redirect: "manual" });
  const location = answered.headers.get("location");
  if (location === null)
    throw new Error(`consent refused (${answered.status}): ${words(await answered.text())}`);
  return location;
}

function words(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>|<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
