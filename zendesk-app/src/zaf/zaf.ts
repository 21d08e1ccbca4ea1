import type { Location } from "@deskline/shared/app";
import type { Schema } from "../parse.ts";
import { Context, Instances, Metadata } from "./schema.ts";
import { connect, type SdkClient } from "./sdk.ts";

export type Stop = () => void;
export type Instance = { guid: string; location: string };

/** What this frame can ask of Zendesk. */
export type Zaf = {
  guid: string;
  location: Location;
  /** The ticket or user whose page this frame stands on. */
  ticketId: number | null;
  userId: number | null;
  get<T>(path: string, schema: Schema<T>): Promise<T>;
  set(path: string, value: unknown): Promise<void>;
  invoke(action: string, ...args: unknown[]): Promise<void>;
  /** Does it in another frame's place. */
  invokeIn(guid: string, action: string, ...args: unknown[]): Promise<void>;
  on(event: string, handler: (data: unknown) => void): Stop;
  /** Asks Zendesk's API with the agent's own session. */
  read<T>(path: string, schema: Schema<T>): Promise<T>;
  instances(): Promise<Instance[]>;
  /** Opens the app's own page in Zendesk, which is for admins. */
  openConsole(): Promise<void>;
  /** Tells another frame of the app in this tab; lost if that frame is not ready. */
  send(guid: string, event: string, data: unknown): void;
};

/** Null when the page is not inside Zendesk. Ask once per page: the SDK greets its host each time. */
export async function startZaf(waitMs = 15_000): Promise<Zaf | null> {
  const connected = await connect(waitMs);
  return connected === null ? null : zafOf(connected.client, connected.context);
}

function zafOf(client: SdkClient, registration: unknown): Zaf {
  const context = Context.parse(registration);
  return {
    guid: context.instanceGuid,
    location: context.location,
    ticketId: idOf(context.ticketId),
    userId: idOf(context.userId),
    get: async (path, schema) => schema.parse((await client.get(path))[path]),
    set: async (path, value) => void (await client.set(path, value)),
    invoke: async (action, ...args) => void (await client.invoke(action, ...args)),
    invokeIn: async (guid, action, ...args) => void (await client.instance(guid).invoke(action, ...args)),
    on: (event, handler) => {
      client.on(event, handler);
      return () => client.off(event, handler);
    },
    read: async (url, schema) => schema.parse(await client.request({ url, type: "GET" })),
    instances: async () => {
      const { instances } = await client.get("instances");
      return Object.entries(Instances.parse(instances)).map(([guid, { location = "" }]) => ({
        guid,
        location,
      }));
    },
    openConsole: async () => {
      const { name } = Metadata.parse(await client.metadata());
      await client.invoke("routeTo", "nav_bar", name ?? "");
    },
    send: (guid, event, data) => client.instance(guid).trigger(event, data),
  };
}

/** Ids come as numbers or as texts; null when there is none. */
export function idOf(id: number | string | null | undefined): number | null {
  const number = Number(id ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
