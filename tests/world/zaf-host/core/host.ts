import { createBuses } from "./buses.ts";
import { readFrameMessage, type FrameMessage } from "./messages.ts";

/** Why a property or an action is refused; the frame gets the words. */
export class HostError extends Error {
  override name = "HostError";
}

/** Answer of `client.request`: jQuery's arguments, of which the SDK passes on the first. */
export type HttpAnswer = { ok: boolean; args: unknown[] };

/** The workspace around the protocol: what there is to read, to change and to do. Instances are named by guid. */
export interface Workspace {
  post(guid: string, message: object): void;
  /** Answer to the handshake; null for an instance that does not exist. */
  registration(guid: string): { metadata: object; context: object } | null;
  isActive(guid: string): boolean;
  /** @throws {HostError} for what cannot be read there */
  read(guid: string, path: string): Promise<unknown>;
  /** @throws {HostError} for what cannot be set there */
  write(guid: string, path: string, value: unknown): Promise<void>;
  /** @throws {HostError} for an action that does not exist there */
  act(guid: string, name: string, args: unknown[]): Promise<unknown>;
  request(guid: string, options: Record<string, unknown>): Promise<HttpAnswer>;
  /** Everything that frames say which correct apps would not. */
  unexpected(guid: string, what: string): void;
}

export type HookAnswer = { allowed: true } | { allowed: false; why: string | false };

export type Host = {
  /** What a frame posted. The sender has been made out by its window. */
  receive(guid: string, data: unknown): Promise<void>;
  /** Publishes on an instance's bus: to its frame, and to those that listen from elsewhere. */
  emit(guid: string, event: string, data?: unknown): void;
  /** Asks everyone who subscribed and waits for all; the first refusal decides. */
  ask(guid: string, event: string): Promise<HookAnswer>;
  isRegistered(guid: string): boolean;
  /** The instance and its frame are gone. */
  forget(guid: string): void;
};

type Waiting = { event: string; resolve(answer: HookAnswer): void };

/** The host's part of the protocol, without a page: frames come in as guids and leave as messages. */
export function createHost(workspace: Workspace): Host {
  const buses = createBuses();
  const registered = new Set<string>();
  const waiting = new Map<string, Waiting[]>();

  function emit(guid: string, event: string, data?: unknown): void {
    for (const { to, ...about } of buses.deliveries(guid, event))
      workspace.post(to, { key: `zaf.${event}`, message: data, ...about });
  }

  /** A handshake comes from a new document: the one before it, if any, hears nothing more. */
  function register(guid: string): void {
    const message = workspace.registration(guid);
    if (message === null) return workspace.unexpected(guid, "a handshake of an unknown instance");
    buses.forgetSubscriber(guid);
    release(guid);
    registered.add(guid);
    workspace.post(guid, { key: "zaf.app.registered", message });
    if (workspace.isActive(guid))
      workspace.post(guid, { key: "zaf.app.activated", message: { firstLoad: true } });
    for (const other of registered) if (other !== guid) emit(other, "instance.registered", message.context);
  }

  async function answer(guid: string, message: FrameMessage & { kind: "call" }): Promise<void> {
    const bus = message.bus || guid;
    const id = message.id;
    if (workspace.registration(bus) === null) {
      const error = { name: "Error", message: `there is no instance ${bus}` };
      return workspace.post(guid, { id, error });
    }
    const result = await settle(work(bus, message));
    workspace.post(guid, { id, result });
  }

  function work(bus: string, message: FrameMessage & { kind: "call" }): [string, () => Promise<unknown>][] {
    switch (message.verb) {
      case "get":
        return message.params.map((path) => [path, () => workspace.read(bus, path)]);
      case "set":
        return Object.entries(message.params).map(([path, value]) => [
          path,
          () => workspace.write(bus, path, value).then(() => value),
        ]);
      case "invoke":
        return Object.entries(message.params).map(([name, args]) => [
          name,
          () => workspace.act(bus, name, args).then((value) => value ?? true),
        ]);
    }
  }

  async function request(guid: string, { number, options }: FrameMessage & { kind: "http" }): Promise<void> {
    const { ok, args } = await workspace.request(guid, options);
    emit(guid, `request:${number}.${ok ? "done" : "fail"}`, { responseArgs: args });
  }

  function take(guid: string, { event, refusal }: FrameMessage & { kind: "reply" }): void {
    const list = waiting.get(guid) ?? [];
    const at = list.findIndex((one) => one.event === event);
    const [found] = at === -1 ? [] : list.splice(at, 1);
    if (found === undefined) return workspace.unexpected(guid, `a reply to ${event}, which was not asked`);
    found.resolve(refusal === null ? { allowed: true } : { allowed: false, why: refusal });
  }

  /** Whoever is gone holds up nobody. */
  function release(guid: string): void {
    for (const { resolve } of waiting.get(guid) ?? []) resolve({ allowed: true });
    waiting.delete(guid);
  }

  return {
    async receive(guid, data) {
      const message = readFrameMessage(data);
      if (message.kind === "handshake") return register(guid);
      if (message.kind === "unreadable") return workspace.unexpected(guid, message.why);
      if (message.kind === "telemetry") return;
      if (!registered.has(guid)) return workspace.unexpected(guid, `${message.kind} before the handshake`);
      switch (message.kind) {
        case "subscribe":
        case "unsubscribe":
          return buses.subscribe(message.bus || guid, message.event, guid, message.count);
        case "trigger":
          return emit(message.bus || guid, message.event, message.data);
        case "call":
          return answer(guid, message);
        case "http":
          return request(guid, message);
        case "reply":
          return take(guid, message);
      }
    },
    emit,
    async ask(guid, event) {
      const asked = buses.deliveries(guid, event).map(({ to, ...about }) => {
        const { promise, resolve } = Promise.withResolvers<HookAnswer>();
        waiting.set(to, [...(waiting.get(to) ?? []), { event, resolve }]);
        workspace.post(to, { key: `zaf.${event}`, needsReply: true, ...about });
        return promise;
      });
      const answers = await Promise.all(asked);
      return answers.find((one) => !one.allowed) ?? { allowed: true };
    },
    isRegistered: (guid) => registered.has(guid),
    forget(guid) {
      registered.delete(guid);
      buses.forgetSubscriber(guid);
      buses.forgetBus(guid);
      release(guid);
    },
  };
}

/** What went wrong with single names stands under `errors`, as the SDK expects it. */
async function settle(work: [string, () => Promise<unknown>][]): Promise<Record<string, unknown>> {
  const errors: Record<string, object> = {};
  const values: [string, unknown][] = [];
  for (const [name, run] of work) {
    try {
      values.push([name, await run()]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      errors[name] = { name: "Error", message, path: name };
    }
  }
  return { ...Object.fromEntries(values), errors };
}
