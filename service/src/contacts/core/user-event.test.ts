import { expect, test } from "vitest";
import { newsIn } from "./user-event.ts";

const event = (name: string, more: unknown = {}, id: unknown = "411") => ({
  type: `zen:event-type:user.${name}`,
  account_id: 123,
  detail: { id, email: "", organization_id: "0" },
  event: more,
});

test.each([
  [event("name_changed", { current: "a", previous: "b" }), [{ userId: 411, number: null, mergedWith: null }]],
  [event("deleted", {}, 411), [{ userId: 411, number: null, mergedWith: null }]],
  [event("created"), [{ userId: 411, number: "", mergedWith: null }]],
  [
    event("identity_created", { identity: { id: "9", type: "phone_number", value: "+12125550100" } }),
    [{ userId: 411, number: "+12125550100", mergedWith: null }],
  ],
  [
    event("identity_created", { current: { id: "9", type: "phone_number", value: "+12125550100" } }),
    [{ userId: 411, number: null, mergedWith: null }],
  ],
  [
    event("merged", { user: { id: "412" } }),
    [
      { userId: 411, number: null, mergedWith: 412 },
      { userId: 412, number: null, mergedWith: 411 },
    ],
  ],
  [event("merged", { user: {} }), [{ userId: 411, number: null, mergedWith: null }]],
  [event("created", {}, "0"), null],
  [event("created", {}, "abc"), null],
  [{ ...event("created"), type: "zen:event-type:ticket.created" }, null],
  [{ test: true }, null],
  ["text", null],
  [null, null],
])("of %j there is news %j", (body, news) => {
  expect(newsIn(body)).toEqual(news);
});
