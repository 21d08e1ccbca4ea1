import type { ActorKind } from "@deskline/shared/admin-audit";

/** Who changes something; the id is of a user of Zendesk, whose name is what they call themselves. */
export type Actor = { kind: ActorKind; name: string; id: number | null };

export const operator: Actor = { kind: "operator", name: "operator", id: null };
/** The actor of what the command line does. */
export const commandLine: Actor = { kind: "command_line", name: "command line", id: null };

export function zendeskUser({ id, name }: { id: number; name: string }): Actor {
  return { kind: "zendesk_user", name, id };
}
