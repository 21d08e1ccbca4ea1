import { describe, expect, test } from "vitest";
import { scenarios } from "./scenarios.ts";
import { ask, logIn, pass, pbx, rowsOf, token, simulatorPerTest, takeToken, type Reply } from "./session.ts";

simulatorPerTest();

describe("records", () => {
  test("a queue call leaves one row per leg that share call_id and uid", async () => {
    const [call] = scenarios.ivrThenQueue(pbx);
    const rows = rowsOf(await ask("cdr/list?sort_by=time&order_by=asc"));
    expect(rows.map((row) => row.call_to)).toEqual([
      "IVR Main menu<6200>",
      "Queue Support<6400>",
      "Kristin Hale<2005>",
    ]);
    expect(new Set(rows.map((row) => row.uid)).size).toBe(1);
    expect(rows.every((row) => row.call_id === call?.callId)).toBe(true);
    expect(rows[0]).not.toHaveProperty("ring_duration");
    expect(rows[1]).toMatchObject({ ring_duration: 15, talk_duration: 70, time: "21/09/2026 02:03:29 PM" });
    expect(rows[2]).toMatchObject({ ring_duration: 5, talk_duration: 70, timestamp: 1789992219 });
  });

  test("cdr/search takes epoch seconds, unless this firmware finds nothing for them", async () => {
    scenarios.direct(pbx);
    const path = "cdr/search?start_time=1789992200&end_time=1789992300";
    expect(rowsOf(await ask(path))).toHaveLength(1);
    pbx.switches.cdrEpochBounds = false;
    expect(rowsOf(await ask(path))).toHaveLength(0);
    expect((await ask("cdr/search?start_time=yesterday")).errcode).toBe(40002);
  });

  test("the second CDR version answers -2, 10001 or data", async () => {
    scenarios.queueThreeAgents(pbx);
    expect((await ask("cdr/list", undefined, "v2.0")).errcode).toBe(-2);
    pbx.switches.cdrV2 = "absent";
    expect((await ask("cdr/list", undefined, "v2.0")).errcode).toBe(10001);
    pbx.switches.cdrV2 = "on";
    expect(rowsOf(await ask("cdr/list", undefined, "v2.0"))).toMatchObject([{ call_to_number: "6400" }]);
  });

  test("a recording is a WAV as long as the talk, behind an address valid for half an hour", async () => {
    scenarios.direct(pbx);
    const [recording] = rowsOf(await ask("recording/list"));
    expect(recording?.file).toBe("20260921140333-1789992201.15-5503309-2005-Inbound.wav");
    const { download_resource_url } = await ask(`recording/download?id=${String(recording?.id)}`);
    const address = `${pbx.url}${String(download_resource_url)}`;
    const response = await fetch(`${address}?access_token=${token}`);
    const wav = Buffer.from(await response.arrayBuffer());
    expect(wav.toString("latin1", 0, 4)).toBe("RIFF");
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(24)).toBe(8000);
    expect((wav.length - 44) / 16_000).toBe(83);
    expect(wav.length).toBe(recording?.size);
    expect((await (await fetch(address)).json()) as Reply).toMatchObject({ errcode: 10004 });
    pass(30 * 60_000);
    takeToken(String((await logIn()).access_token));
    expect((await fetch(`${address}?access_token=${token}`)).status).toBe(404);
  });

  test("a recording can take its time", async () => {
    pbx.switches.recordingReadyAfterSeconds = 5;
    scenarios.direct(pbx);
    expect(rowsOf(await ask("recording/list"))).toHaveLength(0);
    pass(5000);
    expect(rowsOf(await ask("recording/list"))).toHaveLength(1);
  });
});
