import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startServiceProcess } from "../world/service-process.ts";
import { until } from "../world/until.ts";
import { EmbeddedWorld } from "./embedded-world.ts";

/** Requests of which the rest never comes. */
const halves = {
  nothing: "",
  "half a header": "POST /pbx/nobody/events HTTP/1.1\r\nhost: deskl",
  "half a body": "POST /pbx/nobody/events HTTP/1.1\r\nhost: deskline\r\ncontent-length: 100\r\n\r\n{",
};

async function send(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

test("requests that never come whole hold the stop for a moment only, and impatient signals lose nothing", async () => {
  await using world = new EmbeddedWorld();
  const service = await startServiceProcess({ PORT: "0", DATA_DIR: world.directory });
  expect(world.servers()).toHaveLength(1);
  const sockets = await Promise.all(Object.values(halves).map((text) => send(service.url, text)));
  await fetch(`${service.url}/healthz`); // answered after what was sent before has arrived

  const startedAt = performance.now();
  const code = service.stop();
  await until("the stop to begin", () => Promise.resolve(service.output().includes('"msg":"stopping"')));
  void service.stop();
  void service.stop();

  expect(await code).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(5500);
  expect(world.servers()).toEqual([]);
  expect(service.output()).not.toMatch(/"level":(50|60)/);
  for (const socket of sockets) socket.destroy();
});
