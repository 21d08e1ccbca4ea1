import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { scenarios } from "./scenarios.ts";
import { pass, pbx, restart, token, simulatorPerTest } from "./session.ts";

simulatorPerTest();

describe("WebSocket", () => {
  async function subscribe(
    accessToken = token,
    headers: Record<string, string> = { "User-Agent": "OpenAPI" },
  ) {
    const address = pbx.url.replace("http", "ws");
    const socket = new WebSocket(`${address}/openapi/v1.0/subscribe?access_token=${accessToken}`, {
      headers,
    });
    const frames: string[] = [];
    socket.on("message", (data: Buffer) => frames.push(data.toString()));
    await once(socket, "open");
    return { socket, frames };
  }

  test("nothing comes before the topic list, then only what was asked for", async () => {
    const { socket, frames } = await subscribe();
    scenarios.direct(pbx);
    await pbx.settled();
    socket.send(JSON.stringify({ topic_list: [30012] }));
    await once(socket, "message");
    expect(frames).toEqual(['{"errcode":0,"errmsg":"SUCCESS"}']);
    socket.send("heartbeat");
    await once(socket, "message");
    expect(frames[1]).toBe("heartbeat response");
    scenarios.direct(pbx);
    await once(socket, "message");
    expect(JSON.parse(frames[2] ?? "")).toMatchObject({ type: 30012, sn: pbx.sn });
    const closed = once(socket, "close");
    pbx.closeSockets();
    await closed;
  });

  test.each([
    ["a token that is not live", "nonsense", { "User-Agent": "OpenAPI" }, 10004],
    ["no User-Agent", null, {}, 10005],
  ])("%s is told so and closed", async (_, accessToken, headers, errcode) => {
    const { socket, frames } = await subscribe(accessToken ?? token, headers);
    await once(socket, "close");
    expect(JSON.parse(frames[0] ?? "")).toMatchObject({ errcode });
  });

  test("a silent connection is closed", async () => {
    await pbx.close();
    await restart({ websocketIdleMs: 5 });
    const { socket } = await subscribe();
    await once(socket, "close");
    expect(pbx.openSockets()).toBe(0);
  });

  test("a connection can die with its token", async () => {
    pbx.switches.socketsDieWithToken = true;
    const { socket } = await subscribe();
    pass(1800_000);
    scenarios.direct(pbx);
    await pbx.settled();
    const [code] = (await once(socket, "close")) as number[];
    expect(code).toBe(1008);
  });
});
