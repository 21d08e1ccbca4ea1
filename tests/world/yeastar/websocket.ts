import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { failure, success, type Answer } from "./api.ts";
import { pushableEvents } from "./webhooks.ts";
import type { Envelope } from "./wire.ts";

type Subscriber = { token: string; topics: Set<number> };

export type EventSocketOptions = {
  idleMs: number;
  /** Why this request is refused, or null. */
  refusal(request: IncomingMessage, token: string): Answer | null;
  /** Whether the socket has outlived its token and goes. */
  isOutlived(token: string): boolean;
  sent(envelope: Envelope, body: string): void;
  note(unexpected: string): void;
};

const topicFrame = z.strictObject({
  topic_list: z.array(z.int().refine((topic) => pushableEvents.includes(topic))).min(1),
});

/** The `subscribe` connections: silent until a topic list arrives, closed when nothing is heard. */
export class EventSockets {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #subscribers = new Map<WebSocket, Subscriber>();
  readonly #pending = new Set<Promise<void>>();
  readonly #options: EventSocketOptions;

  constructor(options: EventSocketOptions) {
    this.#options = options;
  }

  /** Takes an HTTP upgrade; a refused one is told why in a frame and closed. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://pbx");
    if (url.pathname !== "/openapi/v1.0/subscribe") {
      this.#options.note(`WebSocket ${url.pathname}`);
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    const token = url.searchParams.get("access_token") ?? "";
    const refusal = this.#options.refusal(request, token);
    this.#server.handleUpgrade(request, socket, head, (websocket) => {
      if (!refusal) return this.#welcome(websocket, token);
      websocket.send(JSON.stringify(refusal));
      websocket.close(1008);
    });
  }

  push(envelope: Envelope): void {
    const body = JSON.stringify(envelope);
    for (const [websocket, { token, topics }] of this.#subscribers) {
      if (this.#options.isOutlived(token)) {
        websocket.close(1008);
        continue;
      }
      if (!topics.has(envelope.type) || websocket.readyState !== websocket.OPEN) continue;
      this.#options.sent(envelope, body);
      const written = new Promise<void>((resolve) => websocket.send(body, () => resolve()));
      this.#pending.add(written);
      void written.then(() => this.#pending.delete(written));
    }
  }

  /** How many connections are open. */
  get count(): number {
    return this.#subscribers.size;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Cuts every connection without a closing handshake, as a lost network does. */
  drop(): void {
    for (const websocket of this.#server.clients) websocket.terminate();
    for (const websocket of this.#subscribers.keys()) websocket.terminate();
    this.#subscribers.clear();
  }

  #welcome(websocket: WebSocket, token: string): void {
    const subscriber: Subscriber = { token, topics: new Set() };
    this.#subscribers.set(websocket, subscriber);
    const idle = setTimeout(() => {
      this.#subscribers.delete(websocket);
      websocket.close(1000);
    }, this.#options.idleMs);
    websocket.on("message", (data: Buffer) => {
      idle.refresh();
      if (this.#options.isOutlived(token)) return websocket.close(1008);
      websocket.send(this.#reply(subscriber, data.toString()));
    });
    websocket.on("error", () => websocket.terminate());
    websocket.on("close", () => {
      clearTimeout(idle);
      this.#subscribers.delete(websocket);
    });
  }

  #reply(subscriber: Subscriber, frame: string): string {
    if (frame === "heartbeat") return "heartbeat response";
    const topics = topicFrame.safeParse(parsed(frame));
    if (!topics.success) {
      this.#options.note(`WebSocket frame ${frame.slice(0, 100)}`);
      return JSON.stringify(failure(40002));
    }
    subscriber.topics = new Set(topics.data.topic_list);
    return JSON.stringify(success());
  }
}

function parsed(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return null;
  }
}
