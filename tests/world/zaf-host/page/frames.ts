import { h } from "./dom.ts";
import { server } from "./server.ts";
import type { Instance, Scheme } from "./types.ts";

/**
 * Loads the frame of an instance. A signed location is posted to, with the token that proves the agent;
 * the SDK's parameters are in the query either way.
 */
export async function loadFrame(instance: Instance, scheme: Scheme): Promise<void> {
  const { app, location: place, guid, holder, tab } = instance;
  const options = app.locations[place];
  const url = addressOf(instance);
  url.searchParams.set("origin", location.origin);
  url.searchParams.set("app_guid", guid);
  url.searchParams.set("colorScheme", scheme);
  const frame = h("iframe", {
    name: `app_${guid}`,
    title: `${app.name} · ${place.replaceAll("_", " ")}`,
    allow: "clipboard-write; autoplay",
    "data-guid": guid,
    "data-location": place,
  });
  instance.frame = frame;
  holder.append(frame);
  if (options?.signed !== true || instance.url !== null) {
    frame.src = url.href;
    return;
  }
  const ticketId = tab?.kind === "ticket" ? (tab.ticket?.id ?? null) : null;
  const token = await server.sign(app, place, ticketId);
  const field = h("input", { type: "hidden", name: "token", value: token });
  const form = h("form", { method: "post", action: url.href, target: frame.name, hidden: true }, field);
  document.body.append(form);
  form.submit();
  form.remove();
}

/** Of the frame's own address; relative ones are of no server here, as only hosted apps are simulated. */
function addressOf({ app, location: place, url }: Instance): URL {
  const options = app.locations[place];
  const base = Object.values(app.locations)[0]?.url ?? location.href;
  return new URL(url ?? options?.url ?? "", base);
}

export function originOf(instance: Instance): string {
  return addressOf(instance).origin;
}

/** Gives the frame a moment to hear that it goes. */
export function removeFrame({ holder }: Instance): void {
  holder.hidden = true;
  setTimeout(() => holder.remove(), 50);
}

/** A length of CSS, of which apps may also give the bare pixels. */
export function cssLength(value: unknown): string | null {
  const text = String(value);
  if (/^\d+(\.\d+)?$/.test(text)) return `${text}px`;
  return /^\d+(\.\d+)?(px|%|vh|vw)$/.test(text) ? text : null;
}
