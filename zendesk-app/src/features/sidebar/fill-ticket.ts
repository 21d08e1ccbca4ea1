import type { CallView } from "@deskline/shared/app";
import { MaybeUser, OptionalText } from "../../zaf/schema.ts";
import { idOf, type Zaf } from "../../zaf/zaf.ts";

/** Resolves with whether the form is again as it was. */
export type Undo = () => Promise<boolean>;

/** Fills in what is still empty; what the agent or Zendesk has filled in stays. Null when there was nothing to do. */
export async function prefill(zaf: Zaf, call: CallView, subject: string): Promise<Undo | null> {
  const requester = await zaf.get("ticket.requester", MaybeUser);
  const written = await zaf.get("ticket.subject", OptionalText);
  const [only, ...others] = call.candidates ?? [];
  const undos: Undo[] = [];
  if (only !== undefined && others.length === 0 && idOf(requester?.id) === null) {
    await zaf.set("ticket.requester", { id: only.userId });
    undos.push(() => clearRequester(zaf));
  }
  if (written == null || written.trim() === "") {
    await zaf.set("ticket.subject", subject);
    undos.push(() => zaf.set("ticket.subject", "").then(() => true));
  }
  if (undos.length === 0) return null;
  return async () => {
    const done = await Promise.all(undos.map((undo) => undo().catch(() => false)));
    return done.every(Boolean);
  };
}

/** How a requester is taken out of a form is not documented: what may mean it is tried until nobody is there. */
async function clearRequester(zaf: Zaf): Promise<boolean> {
  for (const nobody of [null, { id: null }, { email: "", name: "" }]) {
    await zaf.set("ticket.requester", nobody).catch(() => undefined);
    if (idOf((await zaf.get("ticket.requester", MaybeUser))?.id) === null) return true;
  }
  return false;
}
