import { CallView, type FormInput } from "@deskline/shared/app";
import type { Api } from "../../api/api.ts";
import { MaybeUser, OptionalId } from "../../zaf/schema.ts";
import { idOf, type Stop, type Zaf } from "../../zaf/zaf.ts";

/** The service forgets a form that it does not hear of for two and a half minutes. */
const sayAgainMs = 60_000;

type Said = FormInput extends infer Form ? (Form extends unknown ? Omit<Form, "holder"> : never) : never;

/**
 * Has the call wait for the ticket that is being written of it, and says which one it became. Whether the frame
 * still lives when Zendesk has saved it is not known: who it is for is said before, so that the service finds it.
 * Returns what gives the call free again.
 */
export function holdForm(zaf: Zaf, api: Api, callId: string, page: EventTarget = globalThis): Stop {
  const holder = crypto.randomUUID();
  let standing: FormInput["state"] = "open";

  /** What does not arrive is said again in a minute, or found out by the service. */
  function say(said: Said): void {
    standing = said.state;
    void api.send("PUT", `calls/${callId}/form`, { ...said, holder }, CallView).catch(() => undefined);
  }

  async function saving(): Promise<void> {
    const requester = await zaf.get("ticket.requester", MaybeUser).catch(() => null);
    if (standing === "open") say({ state: "saving", requesterId: idOf(requester?.id) });
  }

  async function saved(): Promise<void> {
    const ticketId = idOf(await zaf.get("ticket.id", OptionalId).catch(() => null));
    if (ticketId === null || standing === "closed") return;
    stop();
    say({ state: "saved", ticketId });
  }

  function close(): void {
    if (standing !== "open") return;
    stop();
    say({ state: "closed" });
  }

  const renewal = setInterval(() => {
    if (standing === "open") say({ state: "open" });
  }, sayAgainMs);
  const stops = [
    zaf.on("ticket.save", () => void saving()),
    zaf.on("ticket.submit.fail", () => say({ state: "open" })),
    zaf.on("ticket.submit.done", () => void saved()),
    zaf.on("app.willDestroy", close),
  ];
  page.addEventListener("pagehide", close);

  function stop(): void {
    clearInterval(renewal);
    stops.forEach((one) => one());
    page.removeEventListener("pagehide", close);
  }

  say({ state: "open" });
  return close;
}
