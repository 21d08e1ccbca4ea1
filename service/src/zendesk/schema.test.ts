import { describe, expect, test } from "vitest";
import { AuditPage, ShownTicket, TicketList } from "./tickets-schema.ts";
import { AgentPage, PhoneIdentities, SearchResult } from "./users-schema.ts";

const strange = [null, 7, "x", [], {}, { id: "7" }, { type: "phone_number" }];

describe("an item of a strange shape does not cost the others", () => {
  test("among identities", () => {
    const noValue = [{ type: "phone_number", value: null }, { type: "messaging" }, { value: "+12125550188" }];
    const number = { type: "phone_number", value: "+12125550147" };
    const email = { type: "email", value: "dana@acme.example" };
    const identities = [...strange, ...noValue, email, number];
    expect(PhoneIdentities.parse({ identities })).toEqual({ items: ["+12125550147"], next: null });
  });

  test("among tickets", () => {
    const tickets = [...strange, { id: 1 }, { id: 2, external_id: 5 }, { id: 3, external_id: "a" }];
    expect(TicketList.parse({ tickets })).toEqual([
      { ticketId: 1, externalId: null },
      { ticketId: 3, externalId: "a" },
    ]);
  });

  test("among agents", () => {
    const users = [...strange, { id: 1, name: null, email: 5 }, { id: 2, name: "Gone", active: false }];
    expect(AgentPage.parse({ users, meta: { has_more: true, after_cursor: "c" } })).toEqual({
      items: [{ agentId: 1, name: "", email: null, role: "agent" }],
      next: "c",
    });
  });

  test("among search results, and a strange field does not cost the person", () => {
    const person = { id: 1, name: 5, phone: 12125550188, active: "yes", suspended: null };
    const { people } = SearchResult.parse({ results: [...strange, person], next_page: null });
    expect(people).toEqual([
      { userId: 1, name: "", numbers: [], active: true, suspended: false, agent: false, updatedAt: null },
    ]);
  });
});

test("an audit of a strange shape counts as one, and one with a call's comment tells of which", () => {
  const audits = [
    {},
    { metadata: 7, events: "x" },
    { metadata: { system: {} }, events: [null, { type: "Change" }, { data: { external_id: "a" } }] },
    { metadata: { custom: { deskline_comment: "b" } }, events: [{ data: [] }] },
  ];
  expect(AuditPage.parse({ audits }).items).toEqual([
    { custom: {}, callIds: [] },
    { custom: {}, callIds: [] },
    { custom: {}, callIds: ["a"] },
    { custom: { deskline_comment: "b" }, callIds: [] },
  ]);
});

test("custom fields of a ticket are read as text, whatever their type", () => {
  const values = [null, "a", 83, 1.5, false, ["x", "y"]];
  const custom_fields = [...values.map((value, id) => ({ id, value })), "strange"];
  const { customFields } = ShownTicket.parse({ ticket: { status: "new", updated_at: "", custom_fields } });
  expect(customFields.map(({ value }) => value)).toEqual(["", "a", "83", "1.5", "false", '["x","y"]']);
});

test.each([
  [{ has_more: true, after_cursor: "c" }, "c"],
  [{ has_more: false, after_cursor: "c" }, null],
  [{ has_more: true }, null],
  [null, null],
])("after a page with %j comes %j", (meta, next) => {
  expect(PhoneIdentities.parse({ identities: [], meta }).next).toBe(next);
});

test.each([
  ["https://elsewhere.example/search?page=2", true],
  [null, false],
  [undefined, false],
])("a search whose next page is %j has more: %j", (next_page, more) => {
  expect(SearchResult.parse({ results: [], next_page }).more).toBe(more);
});
