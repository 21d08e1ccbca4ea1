import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import { pinnedTo } from "../../platform/certificate.ts";
import { parseJson } from "../../platform/json.ts";
import type { Subscription, SubscriptionOptions } from "../port.ts";
import { callEventTypes, extensionChanged } from "./to-call-event.ts";

/** The PBX closes a connection after 60 s without traffic. */
const heartbeatMs = 30_000;
const answerMs = 15_000;
/** Of the events that are asked for. */
export const topics = [...Object.values(callEventTypes), extensionChanged];

const Reply = z.object({ errcode: z.number(), errmsg: z.string().catch("") });

/**
 * Opens a connection and subscribes; resolves when the PBX has confirmed the topics.
 * @throws {Error} when it cannot be opened or the topics are refused
 */
export async function subscribe(options: SubscriptionOptions): Promise<Subscription> {
  const address = `${options.url.replace(/^http/, "ws")}/openapi/v1.0/subscribe?access_token=${encodeURIComponent(options.accessToken)}`;
  const socket = new WebSocket(address, {
    headers: { "user-agent": "OpenAPI" },
    handshakeTimeout: options.patienceMs ?? answerMs,
    maxPayload: 256 * 1024,
    ...(options.certificate === null || !options.url.startsWith("https:")
      ? {}
      : pinnedTo(options.certificate)),
  });
  const confirmed = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<string>();
  let lastHeard = Date.now();
  let work = Promise.resolve();

  socket.on("error", (error) => confirmed.reject(error));
  socket.on("close", (code, reason) => {
    const words = `closed with ${code} ${reason.toString()}`.trim();
    confirmed.reject(new Error(words));
    closed.resolve(words);
  });
  socket.on("message", (data) => {
    lastHeard = Date.now();
    const text = textOf(data);
    const reply = Reply.safeParse(parseJson(text));
    if (reply.success) {
      if (reply.data.errcode === 0) confirmed.resolve();
      else confirmed.reject(new Error(`the PBX answers ${reply.data.errcode} ${reply.data.errmsg}`));
      if (reply.data.errcode !== 0) socket.close();
      return;
    }
    if (!text.startsWith("{")) return; // "heartbeat response" and whatever else is no JSON
    work = work.then(() => options.onFrame(text)).catch(() => socket.terminate());
  });

  const timer = setInterval(() => {
    if (Date.now() - lastHeard > heartbeatMs + answerMs) socket.terminate();
    else if (socket.readyState === WebSocket.OPEN) socket.send("heartbeat");
  }, heartbeatMs);
  void closed.promise.then(() => clearInterval(timer));

  try {
    await Promise.race([once(socket, "open"), confirmed.promise]);
    socket.send(JSON.stringify({ topic_list: topics }));
    const patience = setTimeout(
      () => confirmed.reject(new Error("the PBX does not confirm the subscription")),
      options.patienceMs ?? answerMs,
    );
    await confirmed.promise.finally(() => clearTimeout(patience));
  } catch (error) {
    socket.terminate();
    clearInterval(timer);
    throw error;
  }
  return { closed: closed.promise, close: () => socket.close() };
}

function textOf(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString("utf8");
  if (Array.isArray(data)) return Buffer.concat(data.filter(Buffer.isBuffer)).toString("utf8");
  return data instanceof ArrayBuffer ? Buffer.from(data).toString("utf8") : "";
}
