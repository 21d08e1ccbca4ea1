import type { News } from "../core/shapes.ts";
import { offerControl } from "./control.ts";
import { server } from "./server.ts";
import { broadcast } from "./site.ts";
import type { Scheme } from "./types.ts";
import { openWorkspace, type OpenWorkspace } from "./workspace.ts";

const boot = await server.boot();
const stored = localStorage.getItem("scheme");
const scheme: Scheme = stored === "dark" ? "dark" : "light";
const trayWidth = Number(localStorage.getItem("trayWidth") ?? 330);
document.documentElement.dataset["scheme"] = scheme;
document.body.style.setProperty("--tray", `${trayWidth}px`);

const switches = {
  trayWidth,
  logIn(agentId: number): void {
    sessionStorage.removeItem("tabs");
    void server.logIn(agentId).then(() => location.assign("/agent/"));
  },
  setScheme(scheme: Scheme): void {
    localStorage.setItem("scheme", scheme);
    document.documentElement.dataset["scheme"] = scheme;
    workspace.site.scheme = scheme;
    workspace.renderAll();
    broadcast(workspace.site, "colorScheme.changed", scheme);
  },
  /** As in Zendesk, where the pages of another language are other pages. */
  setLocale(locale: string): void {
    localStorage.setItem("locale", locale);
    location.reload();
  },
  setTrayWidth(px: number): void {
    localStorage.setItem("trayWidth", String(px));
    document.body.style.setProperty("--tray", `${px}px`);
  },
};

const locale = localStorage.getItem("locale") ?? boot.agent.locale;
const path = location.pathname;
const before = JSON.parse(sessionStorage.getItem("tabs") ?? "[]") as string[];
const workspace = await openWorkspace({ boot, locale, scheme }, switches);
for (const one of before) await open(workspace, one);
const wanted = path.replace(/^\/agent\//, "");
if (wanted === "") workspace.stage.openHome();
else await open(workspace, wanted);
offerControl(workspace, switches);

new EventSource("/host/news").addEventListener("message", (event: MessageEvent<string>) => {
  const news: News = JSON.parse(event.data);
  void take(workspace, news);
});

async function open({ stage }: OpenWorkspace, where: string): Promise<void> {
  const [what, id] = where.split("/");
  if (what === "tickets" && id === "new") return stage.openNewTicket();
  if (what === "tickets") return stage.openTicket(Number(id));
  if (what === "users") return stage.openUser(Number(id));
}

/** What others, and the service, have done in the account. */
async function take({ site, stage, refresh }: OpenWorkspace, news: News): Promise<void> {
  switch (news.kind) {
    case "tickets":
      for (const tab of site.tabs) {
        if (tab.kind !== "ticket" || tab.ticket === null || !news.ids.includes(tab.ticket.id)) continue;
        const record = await server.ticket(tab.ticket.id);
        const chosen = tab.requester?.id !== tab.ticket.requester?.id;
        if (record === null) continue;
        stage.edit(tab, () => {
          tab.ticket = record.ticket;
          if (!chosen) Object.assign(tab, { requester: record.ticket.requester, phones: record.phones });
        });
        for (const one of site.instances.values())
          if (one.tab === tab) site.host.emit(one.guid, "ticket.updated");
      }
      return refresh();
    case "users":
      for (const tab of site.tabs) {
        const id = tab.kind === "user" ? tab.user.id : tab.requester?.id;
        if (id === undefined || !news.ids.includes(id)) continue;
        const record = await server.user(id);
        if (record === null) continue;
        if (tab.kind === "user") Object.assign(tab, record);
        else stage.edit(tab, () => Object.assign(tab, { requester: record.user, phones: record.phones }));
      }
      return refresh();
    case "notification": {
      const { appId, event, body, agentId } = news;
      if (agentId !== null && agentId !== site.boot.agent.id) return;
      for (const one of site.instances.values())
        if (one.app.appId === appId)
          site.host.emit(one.guid, `api_notification.${event}`, { body, sender: null });
      return;
    }
    case "display":
      if (news.agentId !== site.boot.agent.id) return;
      return news.what === "ticket" ? stage.openTicket(news.id) : stage.openUser(news.id);
  }
}
