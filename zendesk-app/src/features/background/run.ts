import type { Api } from "../../api/api.ts";
import { frameEvents, signOfLifeMs } from "../../live/protocol.ts";
import { Leave, WatchMessage, type Feed, type StreamState } from "../../live/schema.ts";
import { openStream } from "../../live/stream.ts";
import type { Zaf } from "../../zaf/zaf.ts";

/** Holds the one stream of this browser tab and feeds the other frames from it. */
export function runBackground({ zaf, api }: { zaf: Zaf; api: Api }): void {
  const frames = new Map<string, WatchMessage>();
  let state: StreamState = "connecting";

  const stream = openStream(
    api,
    { users: [], numbers: [] },
    {
      onMessage(message) {
        for (const guid of frames.keys()) tell(guid, { kind: "message", message });
      },
      onState(next) {
        state = next;
        for (const guid of frames.keys()) tellState(guid);
      },
    },
  );

  function tell(guid: string, feed: Feed): void {
    zaf.send(guid, frameEvents.feed, feed);
  }

  function tellState(guid: string): void {
    const watching = state === "live" ? (frames.get(guid)?.version ?? null) : null;
    tell(guid, { kind: "status", state, watching });
  }

  function watchAll(): void {
    const watches = [...frames.values()].map(({ watch }) => watch);
    stream.watch({
      users: [...new Set(watches.flatMap(({ users }) => users))].sort((a, b) => a - b),
      numbers: [...new Set(watches.flatMap(({ numbers }) => numbers))].sort(),
    });
  }

  zaf.on(frameEvents.watch, (data) => {
    const message = WatchMessage.parse(data);
    frames.set(message.from, message);
    watchAll();
    tellState(message.from);
  });
  zaf.on(frameEvents.leave, (data) => {
    frames.delete(Leave.parse(data).from);
    watchAll();
  });
  setInterval(() => {
    for (const guid of frames.keys()) tellState(guid);
  }, signOfLifeMs);
  void greet();

  async function greet(): Promise<void> {
    for (const { guid } of await zaf.instances()) {
      if (guid !== zaf.guid) zaf.send(guid, frameEvents.hello, { from: zaf.guid });
    }
  }
}
