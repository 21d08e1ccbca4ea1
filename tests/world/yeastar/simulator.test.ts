import { describe, expect, test } from "vitest";
import { ask, logIn, pass, pbx, rowsOf, token, simulatorPerTest, takeToken, type Reply } from "./session.ts";

simulatorPerTest();

describe("tokens", () => {
  test("the ninth token is refused until one is given back", async () => {
    for (let count = 2; count <= 8; count += 1) expect((await logIn()).errcode).toBe(0);
    expect((await logIn()).errcode).toBe(60002);
    expect((await ask("del_token")).errcode).toBe(0);
    expect(pbx.liveTokens()).toBe(7);
    expect((await logIn()).errcode).toBe(0);
  });

  test("an access token lives 1800 seconds; a refresh gives a new pair and kills the old one", async () => {
    const first = await logIn();
    const second = await ask("refresh_token", { refresh_token: first.refresh_token });
    expect(second).toMatchObject({ errcode: 0, access_token_expire_time: 1800 });
    expect((await ask("refresh_token", { refresh_token: first.refresh_token })).errcode).toBe(10004);
    takeToken(String(first.access_token));
    expect((await ask("trunk/list")).errcode).toBe(10004);
    takeToken(String(second.access_token));
    expect((await ask("trunk/list")).errcode).toBe(0);
    pass(1800_000);
    expect(await ask("trunk/list")).toMatchObject({ errcode: 10004, errmsg: "TOKEN EXPIRED" });
  });

  test("five failures in a row block the address until an administrator lifts it", async () => {
    for (let count = 1; count <= 5; count += 1) expect((await logIn("wrong")).errcode).toBe(10005);
    expect((await logIn()).errcode).toBe(70004);
    expect((await ask("trunk/list")).errcode).toBe(70004);
    pbx.unblock();
    expect((await logIn()).errcode).toBe(0);
  });

  test("a switched off API and a foreign address are told so", async () => {
    pbx.switches.apiEnabled = false;
    expect((await ask("trunk/list")).errcode).toBe(70123);
    pbx.switches.apiEnabled = true;
    pbx.switches.allowedIps = ["192.0.2.1"];
    expect((await ask("trunk/list")).errcode).toBe(70087);
  });
});

describe("requests", () => {
  test("unknown paths, unknown fields and a missing User-Agent are noticed", async () => {
    expect((await ask("no/such")).errcode).toBe(10001);
    expect((await ask("extension/list?colour=red")).errcode).toBe(0);
    const bare = await fetch(`${pbx.url}/openapi/v1.0/trunk/list?access_token=${token}`, {
      headers: { "User-Agent": "" },
    });
    expect(((await bare.json()) as Reply).errcode).toBe(10005);
    expect(pbx.unexpected()).toEqual([
      "GET /openapi/v1.0/no/such: unknown path",
      "GET /openapi/v1.0/extension/list: unknown field colour",
      "a request without User-Agent",
    ]);
  });

  test("a bad parameter is 40002 with its name", async () => {
    expect(await ask("extension/list?page_size=20000")).toMatchObject({
      errcode: 40002,
      invalid_param_list: [{ value: "page_size", validation_type: "too_big" }],
    });
  });

  test("extensions, queues and system information read as on a real PBX", async () => {
    const list = rowsOf(await ask("extension/search?search_value=kristin"));
    expect(list).toMatchObject([{ number: "2005", email_addr: "kristin.hale@example.com" }]);
    const detail = await ask(`extension/get?id=${String(list[0]?.id)}`);
    expect(detail.data).toHaveProperty("reg_password");
    expect(await ask("queue/list")).toMatchObject({
      queue_list: [
        { number: "6400", static_agent_list: [{ text2: "2005" }, { text2: "2006" }, { text2: "2007" }] },
      ],
    });
    expect(await ask("system/information")).toMatchObject({ data: { sn: pbx.sn } });
  });

  test("a contact is written with a number list and read back flat", async () => {
    const book = await ask("phonebook/create", { name: "Zendesk" });
    const contact = {
      first_name: "Ada",
      last_name: "Example",
      phonebook_id_list: [book.id],
      number_list: [{ num_type: "mobile_number", number: "+442079460111" }],
    };
    const { id } = await ask("company_contact/create", contact);
    expect(rowsOf(await ask("company_contact/list"))).toMatchObject([
      {
        id,
        contact_name: "Ada Example",
        mobile: "+442079460111",
        business: "",
        phonebook_list: [{ name: "Zendesk" }],
      },
    ]);
    expect((await ask(`phonebook/get?id=${String(book.id)}`)).data).toMatchObject({ total: 1 });
    expect((await ask("phonebook/create", { name: "Zendesk" })).errcode).toBe(40003);
    expect((await ask("company_contact/create", { ...contact, phonebook_id_list: [99] })).errcode).toBe(
      70093,
    );
    expect((await ask("company_contact/update", { id: 999, remark: "x" })).errcode).toBe(70128);
    expect((await ask("company_contact/create", { ...contact, number_list: [] })).errcode).toBe(40002);
    pbx.switches.contactQuota = 1;
    expect((await ask("company_contact/create", contact)).errcode).toBe(60002);
    expect((await ask(`company_contact/delete?id=${String(id)}`)).errcode).toBe(0);
    expect(pbx.contacts()).toEqual([]);
  });
});

test("the control page plays a call with plain forms", async () => {
  const base = `${pbx.url}/__world`;
  const form = { direction: "inbound", from: "5503309", to: "2005", did: "1000" };
  await fetch(`${base}/calls`, { method: "POST", body: new URLSearchParams(form) });
  const id = pbx.calls()[0]?.callId ?? "";
  const answer = { method: "POST", body: new URLSearchParams({ extension: "2005" }) };
  const page = await (await fetch(`${base}/calls/${id}/answer`, answer)).text();
  expect(page).toContain(id);
  expect(page).toContain('<span class="ANSWER">ANSWER</span>');
});
