import { HostError } from "../core/host.ts";
import { isRecord, textOf } from "../core/values.ts";
import { valueAt } from "../core/paths.ts";
import type { ZafUser } from "../core/shapes.ts";
import { askZendesk, server } from "./server.ts";
import { contextOf, type Site } from "./site.ts";
import { ticketTree } from "./tickets.ts";
import type { Instance, TicketTab } from "./types.ts";

/** What `client.get` reads in an instance. */
function treeOf(site: Site, instance: Instance): Record<string, unknown> {
  const { agent, subdomain, timeZone } = site.boot;
  const { tab, location } = instance;
  const inTray = location.endsWith("_sidebar");
  return {
    currentUser: { ...agent, locale: site.locale },
    currentAccount: { subdomain, planName: "Suite Professional", timeZone },
    colorScheme: site.scheme,
    visible: !instance.hidden,
    // Apps know nothing of each other.
    instances: Object.fromEntries(
      [...site.instances.values()]
        .filter(({ app }) => app.installationId === instance.app.installationId)
        .map((one) => [one.guid, contextOf(site, one)]),
    ),
    ...(inTray ? { appsTray: { isVisible: true } } : {}),
    ...(tab?.kind === "user" ? { user: tab.user } : {}),
    ...(tab !== null && tab.kind !== "user" ? { ticket: ticketTree(tab), comment: tab.comment } : {}),
  };
}

/** A new ticket has no id yet: to ask for it is no error there. */
export function readProperty(site: Site, instance: Instance, path: string): unknown {
  const value = valueAt(treeOf(site, instance), path);
  if (value === undefined && !(path === "ticket.id" && instance.tab?.kind === "new_ticket"))
    throw new HostError("unavailable");
  return value;
}

const settable = /^ticket\.(subject|status|type|priority|tags|externalId|customField:custom_field_\d+)$/;
const settableOfUser = /^user\.(details|notes|alias|externalId|signature)$/;

/** Sets a property; `edit` makes the change in the tab so that everybody hears of it. */
export async function writeProperty(
  site: Site,
  instance: Instance,
  path: string,
  value: unknown,
  edit: (tab: TicketTab, make: () => void) => void,
): Promise<void> {
  const { tab } = instance;
  if (tab?.kind === "user" && settableOfUser.test(path)) {
    await askZendesk("PUT", `/api/v2/users/${tab.user.id}.json`, { user: { [path.slice(5)]: value } });
    return;
  }
  if (tab === null || tab.kind === "user") throw new HostError("cannot be set here");
  if (settable.test(path)) {
    edit(tab, () => (tab.draft = { ...tab.draft, [path.slice(7)]: value }));
  } else if (/^(ticket\.)?comment\.text$/.test(path)) {
    edit(tab, () => (tab.comment = { ...tab.comment, text: textOf(value) }));
  } else if (/^(ticket\.)?comment\.type$/.test(path)) {
    const type = value === "internalNote" ? value : "publicReply";
    edit(tab, () => (tab.comment = { ...tab.comment, type }));
  } else if (path === "ticket.requester") {
    await chooseRequester(tab, value, edit);
  } else throw new HostError("cannot be set here");
}

/** By id, or by e-mail and name; somebody unknown is made with the ticket. */
export async function chooseRequester(
  tab: TicketTab,
  value: unknown,
  edit: (tab: TicketTab, make: () => void) => void,
): Promise<void> {
  if (!isRecord(value)) throw new HostError("is not a requester");
  const { id, email, name } = value;
  const known = await findRequester(id, email);
  if (known === null && id !== undefined) throw new HostError(`user ${textOf(id)} not found`);
  edit(tab, () => {
    tab.requester = known?.user ?? stranger(textOf(name, textOf(email)), textOf(email));
    tab.phones = known?.phones ?? [];
  });
}

async function findRequester(id: unknown, email: unknown) {
  if (id !== undefined) return server.user(Number(id));
  const { users } = await server.lists();
  const match = users.find((user) => user.email !== null && user.email === email);
  return match === undefined ? null : server.user(match.id);
}

function stranger(name: string, email: string): ZafUser {
  return {
    id: 0,
    name,
    email,
    role: "end-user",
    locale: "en-US",
    alias: null,
    details: null,
    notes: null,
    externalId: null,
    tags: [],
    groups: [],
    organizations: [],
    identities: [],
    timeZone: { name: "UTC", ianaName: "UTC" },
  };
}
