import { PageData } from "@deskline/shared/app";

/** What the service wrote into the page when Zendesk loaded it. */
export function readPage(document: Document): PageData {
  const element = document.getElementById("page-data");
  if (element === null) throw new Error("The page carries no element with the id page-data");
  return PageData.parse(JSON.parse(element.textContent));
}

/** Zendesk's colour scheme as told in the frame's address, before Zendesk can be asked. */
export function schemeOf(search: string): "light" | "dark" {
  return new URLSearchParams(search).get("colorScheme") === "dark" ? "dark" : "light";
}

/** Where the operator logs in to the console, outside of Zendesk. */
export function consoleAddress(): string {
  return new URL("/console", location.href).href;
}
