import type { RefusedField } from "@deskline/shared/admin-tickets";
import { describe, expect, test } from "vitest";
import { changeOf } from "./changes.ts";
import type { TicketDraft } from "./draft.ts";
import { toLeaveOut, without } from "./refused.ts";

const bare: TicketDraft = {
  subject: "",
  html: "",
  tags: [],
  priority: null,
  type: null,
  groupId: null,
  brandId: null,
  formId: null,
  customFields: [],
  assigneeId: null,
  public: false,
  requesterId: 1,
  channel: "phone_inbound",
  externalId: "",
  followUpOf: null,
  voice: null,
  uploads: [],
};
const full: TicketDraft = {
  ...bare,
  tags: ["pbx"],
  priority: "high",
  type: "task",
  groupId: 1,
  brandId: 2,
  formId: 3,
  customFields: [{ id: 4, value: "" }],
  assigneeId: 5,
  voice: { from: "", to: "", startedAt: 0, durationMs: 0, answeredById: null },
  uploads: ["6"],
};

describe("a refused ticket is tried again without", () => {
  test.each<[string[], RefusedField["field"][]]>([
    [["assignee"], ["assignee"]],
    [
      ["assignee_id", "group"],
      ["assignee", "group"],
    ],
    [["group_id"], ["group"]],
    [["brand"], ["brand"]],
    [["ticket_form_id"], ["form"]],
    [["priority"], ["priority"]],
    [["ticket_type"], ["type"]],
    [["tags"], ["tags"]],
    [["base"], ["custom_fields"]],
    [["360001"], ["custom_fields"]],
    [["voice_comment"], ["voice_comment"]],
    [["uploads"], ["attachment"]],
  ])("what is named %j: %j", (fields, left) => {
    expect(toLeaveOut({ status: 422, fields }, full)).toEqual(left);
    expect(toLeaveOut({ status: 422, fields }, without(full, left))).not.toEqual(left);
  });

  test("everything it can do without, where nothing is named", () => {
    const all = toLeaveOut({ status: 422 }, full) ?? [];
    expect(all).toHaveLength(10);
    expect(without(full, all)).toEqual(bare);
  });

  test("nothing, where the fault lies in what it must have, or nothing is left", () => {
    expect(toLeaveOut({ status: 422, fields: ["requester"] }, full)).toBeNull();
    expect(toLeaveOut({ status: 422 }, bare)).toBeNull();
  });

  test("Zendesk's own kind of comment first, where it is forbidden", () => {
    expect(toLeaveOut({ status: 403 }, full)).toEqual(["voice_comment"]);
    expect(toLeaveOut({ status: 403 }, { ...full, voice: null })).toHaveLength(9);
  });
});

describe("what somebody changed on a ticket stays", () => {
  const ticket = {
    subject: "Inbound - from <1>",
    status: "new",
    assigneeId: null,
    groupId: null,
    customFields: [],
  };
  const subject = { from: "Inbound - from <1> ", to: "Inbound Answered- from <1>" };

  test.each([
    [{ subject }, ticket, { subject: subject.to }],
    [{ subject }, { ...ticket, subject: "Refund" }, { subject: null }],
    [{ subject: { ...subject, to: subject.from } }, ticket, { subject: null }],
    [{ assignee: { from: null, to: 7 } }, ticket, { assigneeId: 7 }],
    [{ assignee: { from: null, to: 7 } }, { ...ticket, assigneeId: 8 }, { assigneeId: null }],
    [{ assignee: { from: 8, to: 7 } }, { ...ticket, assigneeId: 8 }, { assigneeId: 7 }],
    [{ assignee: { from: 8, to: 7 } }, ticket, { assigneeId: null }],
    [{ solve: { by: 7 } }, ticket, { solve: true, assigneeId: 7 }],
    [{ solve: { by: 7 } }, { ...ticket, status: "open", assigneeId: 8 }, { solve: true, assigneeId: null }],
    [{ solve: { by: 7 } }, { ...ticket, status: "pending" }, { solve: false, assigneeId: null }],
    [{}, ticket, { public: false, tags: [], voice: null }],
    [{ public: true, tags: ["a"] }, ticket, { public: true, tags: ["a"] }],
  ])("%j on %j", (changes, standing, change) => {
    expect(changeOf(changes, standing)).toMatchObject(change);
  });
});
