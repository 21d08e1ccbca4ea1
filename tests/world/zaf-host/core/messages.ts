import { isRecord, textOf } from "./values.ts";

/** What frames of apps say to their host, as the SDK puts it: JSON strings, and objects for replies to hooks. */
export type FrameMessage =
  | { kind: "handshake" }
  | { kind: "subscribe" | "unsubscribe"; event: string; bus: string; count: number }
  | { kind: "trigger"; event: string; bus: string; data: unknown }
  | { kind: "http"; number: string; options: Record<string, unknown> }
  | { kind: "call"; id: number; verb: "get"; bus: string; params: string[] }
  | { kind: "call"; id: number; verb: "set"; bus: string; params: Record<string, unknown> }
  | { kind: "call"; id: number; verb: "invoke"; bus: string; params: Record<string, unknown[]> }
  | { kind: "reply"; event: string; refusal: string | false | null }
  | { kind: "telemetry" }
  | { kind: "unreadable"; why: string };

/** Reads one message. `bus` is the instance that it is about: the sender's own unless it says otherwise. */
export function readFrameMessage(data: unknown): FrameMessage {
  const isText = typeof data === "string";
  const fields = isText ? parsed(data) : isRecord(data) ? data : null;
  if (fields === null) return unreadable("neither JSON nor an object");
  const key = textOf(fields["key"]);
  if (key.startsWith("iframe.reply:")) return isText ? unreadable("a reply as text") : reply(key, fields);
  if (!isText) return unreadable(`an object instead of text for ${key || "a call"}`);
  return key === "" ? call(fields) : event(key, fields);
}

function event(key: string, fields: Record<string, unknown>): FrameMessage {
  const bus = textOf(fields["instanceGuid"]);
  const [head, tail] = split(key);
  const message = fields["message"];
  switch (head) {
    case "iframe.handshake":
      return { kind: "handshake" };
    case "iframe.on":
    case "iframe.off": {
      const count = isRecord(message) ? message["subscriberCount"] : undefined;
      if (typeof count !== "number") return unreadable(`${key} without subscriberCount`);
      return { kind: head === "iframe.on" ? "subscribe" : "unsubscribe", event: tail, bus, count };
    }
    case "iframe.trigger":
      return { kind: "trigger", event: tail, bus, data: message };
    case "request":
      if (!isRecord(message)) return unreadable(`${key} without options`);
      return { kind: "http", number: tail, options: message };
    case "session.live":
    case "__track__":
      return { kind: "telemetry" };
    default:
      return unreadable(`unknown key ${key}`);
  }
}

function call({ id, request, params, instanceGuid }: Record<string, unknown>): FrameMessage {
  if (typeof id !== "number") return unreadable("a call without id");
  const common = { kind: "call", id, bus: textOf(instanceGuid) } as const;
  if (request === "get" && Array.isArray(params))
    return { ...common, verb: "get", params: params.map(String) };
  if (request === "set" && isRecord(params)) return { ...common, verb: "set", params };
  if (request === "invoke" && isRecord(params)) {
    const lists = Object.entries(params).filter((entry): entry is [string, unknown[]] =>
      Array.isArray(entry[1]),
    );
    return { ...common, verb: "invoke", params: Object.fromEntries(lists) };
  }
  return unreadable(`unknown request ${String(request)}`);
}

function reply(key: string, { error }: Record<string, unknown>): FrameMessage {
  const [, event] = split(key);
  if (!isRecord(error)) return { kind: "reply", event, refusal: null };
  return { kind: "reply", event, refusal: error["msg"] === false ? false : textOf(error["msg"]) };
}

/** At the first colon only: names of events may have more. */
function split(key: string): [string, string] {
  const at = key.indexOf(":");
  return at === -1 ? [key, ""] : [key.slice(0, at), key.slice(at + 1)];
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function unreadable(why: string): FrameMessage {
  return { kind: "unreadable", why };
}
