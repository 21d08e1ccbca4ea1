import { once } from "node:events";
import type { Server } from "node:http";
import { createServer as createHttpsServer, Server as HttpsServer } from "node:https";
import { createAdaptorServer } from "@hono/node-server";
import { callControlEndpoints } from "./call-control.ts";
import { CallEngine } from "./calls.ts";
import { cdrEndpoints, type PbxTime } from "./cdr.ts";
import { Contacts } from "./contacts.ts";
import { controlPage } from "./control-page.ts";
import { Directory } from "./directory.ts";
import { disturb, seededRandom } from "./disturb.ts";
import { extensionEndpoints } from "./extensions.ts";
import { listEndpoints } from "./lists.ts";
import { switchesFrom, type YeastarOptions } from "./options.ts";
import { Phonebooks } from "./phonebooks.ts";
import { Recordings } from "./recordings.ts";
import { scripted } from "./scripted-call.ts";
import { pbxApp, plainAddress, refusal, type RecordedRequest, type ServerParts } from "./server.ts";
import { Tokens } from "./tokens.ts";
import { MAX_WEBHOOKS, WebhookPush } from "./webhook-push.ts";
import { webhookEndpoints } from "./webhooks.ts";
import type { YeastarSimulator } from "./pbx.ts";
import { EventSockets } from "./websocket.ts";
import { failure } from "./api.ts";
import type { Envelope } from "./wire.ts";

export type { YeastarSimulator };

export async function startYeastar(options: YeastarOptions = {}): Promise<YeastarSimulator> {
  const {
    clientId = "deskline-client-id",
    clientSecret = "deskline-client-secret",
    sn = "3640A1234567",
    timeZone = "Europe/Berlin",
    now = Date.now,
  } = options;
  const switches = switchesFrom(options.switches);
  const directory = new Directory();
  const tokens = new Tokens({
    clientId,
    clientSecret,
    accessTokenSeconds: options.accessTokenSeconds ?? 1800,
    refreshTokenSeconds: options.refreshTokenSeconds ?? 86_400,
    now,
  });
  const push = new WebhookPush(now, options.webhookRetryDelayMs ?? 5);
  const requests: RecordedRequest[] = [];
  const unexpected: string[] = [];
  const note = (what: string): void => void unexpected.push(what);

  const sockets = new EventSockets({
    idleMs: options.websocketIdleMs ?? 60_000,
    refusal(request, token) {
      const ip = plainAddress(request.socket.remoteAddress);
      const refused = refusal({ tokens, switches, note }, ip, request.headers["user-agent"]);
      return refused ?? (tokens.isLive(token) ? null : failure(10004));
    },
    isOutlived: (token) => switches.socketsDieWithToken && !tokens.isLive(token),
    sent: ({ type }, body) =>
      void push.deliveries.push({ at: now(), type, url: "websocket", attempt: 1, body, status: 101 }),
    note,
  });

  const random = seededRandom(switches.seed);
  let burst: Envelope[] = [];
  let handedOut = 0;
  let isUp = false;
  let openDownloads = 0;
  let beforeAnswering: ServerParts["beforeAnswering"] = () => Promise.resolve(null);

  function flush(): void {
    const events = disturb(burst, switches, random, handedOut);
    handedOut += burst.length;
    burst = [];
    for (const envelope of events) {
      push.push(envelope);
      sockets.push(envelope);
    }
  }

  const engine = new CallEngine({
    directory,
    switches,
    sn,
    timeZone,
    now,
    advance: options.advance,
    sink(envelope) {
      if (!isUp) return;
      if (burst.push(envelope) === 1) setImmediate(flush);
    },
  });

  const time: PbxTime = { timeZone, displayFormat: options.displayFormat ?? "dmy12" };
  const phonebooks = new Phonebooks(switches);
  const contacts = new Contacts(phonebooks, switches);
  const recordings = new Recordings(engine.recordings, time, now);
  const nameOf = (number: string): string => contacts.nameOf(number);
  const app = pbxApp({
    tokens,
    switches,
    now,
    note,
    record: (request) => void requests.push(request),
    beforeAnswering: (path) => beforeAnswering(path),
    audio: (link) => recordings.audio(link),
    downloads: (change) => void (openDownloads += change),
    endpoints: [
      ...tokens.endpoints(),
      ...listEndpoints(directory, { ...time, sn, firmware: options.firmware ?? "83.20.0.21", now }),
      ...extensionEndpoints(directory),
      ...phonebooks.endpoints(contacts),
      ...contacts.endpoints(),
      ...cdrEndpoints(engine.rows, switches, time, nameOf),
      ...recordings.endpoints(nameOf),
      ...webhookEndpoints(push, switches),
      ...callControlEndpoints(engine, directory),
    ],
  });

  let server: Server | null = null;
  let port = options.port ?? 0;

  async function listen(): Promise<void> {
    const { tls } = options;
    const started = createAdaptorServer(
      tls === undefined
        ? { fetch: app.fetch }
        : {
            fetch: app.fetch,
            createServer: createHttpsServer,
            serverOptions: { cert: tls.certificate, key: tls.key },
          },
    ) as Server;
    started.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
    started.listen(port, "127.0.0.1");
    await once(started, "listening");
    const address = started.address();
    if (address === null || typeof address === "string") throw new Error("the PBX has no port");
    port = address.port;
    server = started;
    isUp = true;
  }

  async function goDown(): Promise<void> {
    if (!server) return;
    flush();
    isUp = false;
    sockets.drop();
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    server = null;
    await closed;
  }

  async function close(): Promise<void> {
    push.close();
    await goDown();
    await push.settled();
  }

  await listen();

  const simulator: YeastarSimulator = {
    url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    sn,
    clientId,
    clientSecret,
    timeZone,
    switches,
    directory,
    addExtension: (extension) => directory.addExtension(extension),
    addTrunk: (name) => directory.addTrunk(name),
    addQueue: (queue) => directory.addQueue(queue),
    addRingGroup: (group) => directory.addRingGroup(group),
    addIvr: (ivr) => directory.addIvr(ivr),
    webhooks: () => push.settings,
    renewCertificate({ certificate, key }) {
      if (!(server instanceof HttpsServer)) throw new Error("this PBX speaks http");
      server.setSecureContext({ cert: certificate, key });
    },
    setWebhook({ url, secret, eventIds = [0], timeoutSeconds, retryCount }) {
      const { settings } = push;
      const others = settings.webhooks.filter((webhook) => webhook.url !== url);
      if (others.length >= MAX_WEBHOOKS) throw new Error(`a PBX has at most ${MAX_WEBHOOKS} webhooks`);
      settings.enabled = true;
      settings.webhooks = [...others, { url, secret, requestMethod: "POST", eventIds }];
      settings.timeoutSeconds = timeoutSeconds ?? settings.timeoutSeconds;
      settings.retryCount = retryCount ?? settings.retryCount;
    },
    removeWebhook(url) {
      push.settings.webhooks = push.settings.webhooks.filter((webhook) => webhook.url !== url);
    },
    inbound: (call) => engine.inbound(call),
    outbound: (call) => engine.outbound(call),
    internal: (call) => engine.internal(call),
    dial: (call) => engine.dial(call),
    calls: () => engine.live().map(scripted),
    call(callId) {
      const found = engine.find(callId);
      if (!found) throw new Error(`there is no call ${callId}`);
      return scripted(found);
    },
    finishRecordings() {
      for (const recording of engine.recordings) recording.readyAt = Math.min(recording.readyAt, now());
    },
    cdr: () => engine.rows,
    clearCdr() {
      engine.rows.length = 0;
    },
    contacts: () => contacts.flat(),
    addContact: (contact) => contacts.add(contact),
    changeContact: (id, change) => contacts.change(id, change),
    removeContact: (id) => contacts.remove(id),
    phonebooks: () => phonebooks.rows(contacts),
    addPhonebook: (name, memberSelect) => phonebooks.add(name, memberSelect),
    removePhonebook: (id) => phonebooks.remove(id),
    deliveries: () => push.deliveries,
    beforeSending: (wait) => {
      push.beforeSending = wait;
    },
    beforeAnswering: (wait) => {
      beforeAnswering = wait;
    },
    async settled() {
      flush();
      await push.settled();
      await sockets.settled();
    },
    requests: () => requests,
    unexpected: () => unexpected,
    liveTokens: () => tokens.liveCount(),
    revokeTokens: () => tokens.revokeAll(),
    openSockets: () => sockets.count,
    openDownloads: () => openDownloads,
    closeSockets: () => sockets.drop(),
    goDown,
    comeBack: listen,
    unblock: () => tokens.unblock(),
    close,
    [Symbol.asyncDispose]: close,
  };
  app.route("/__world", controlPage(simulator));
  return simulator;
}
