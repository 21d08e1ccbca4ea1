import type { RuleAction, RuleConditions } from "@deskline/shared/admin-ticket-rules";
import { expect, test } from "vitest";
import { i18nOf } from "../i18n/i18n.tsx";
import { en } from "../i18n/messages/en.ts";
import { zhCn } from "../i18n/messages/zh-cn.ts";
import { unansweredOutcomes } from "./rule-kinds.ts";
import { plain, sentenceOf, type Names, type Say } from "./sentence.ts";

const named: Record<number, string> = { 1: "Night", 2: "Support", 3: "Acme *Gold*", 4: "Reason" };
const nameOf = (id: number): string => named[id] ?? String(id);
const names: Names = {
  group: nameOf,
  brand: nameOf,
  form: nameOf,
  field: nameOf,
  fieldValue: (_, value) => value,
  extension: (number) => (number === "2005" ? "2005 Kristin Hale" : number),
};
const english: Say = { t: i18nOf(en, "en-GB", null).t, locale: "en-GB", names };
const chinese: Say = { t: i18nOf(zhCn, "zh-CN", null).t, locale: "zh-CN", names };

const create: RuleAction = { kind: "create", ticket: {} };
const missed: RuleConditions = { directions: ["inbound"], outcomes: unansweredOutcomes };

test.each<[RuleConditions, RuleAction, string, string]>([
  [{}, create, "When a call comes in or goes out, create a ticket.", "如果有通话，则创建工单。"],
  [
    { ...missed, hours: "outside" },
    { kind: "create", ticket: { groupId: 1, priority: "high" } },
    "When a missed call comes in outside business hours, create a ticket in Night with priority High.",
    "如果有未接来电，且处于非工作时间，则创建工单，分配到 Night 组，优先级为高。",
  ],
  [
    { directions: ["inbound"], contacts: ["vip"], dids: ["1000", "1001"] },
    { kind: "append", withinHours: 24, ticket: {} },
    "When a call comes in from a VIP to 1000 or 1001, add it to the caller's open ticket of the last 24 hours, or create one.",
    "如果有来电，且联系人为VIP，且被叫 DID 号码为 1000或1001，则追加到来电者的未结工单（最近 24 小时），没有时创建工单。",
  ],
  [
    { directions: ["inbound"], outcomes: ["busy", "voicemail"], groups: ["6400"] },
    { kind: "record_only" },
    "When a call comes in and ends as busy or voicemail through queue or ring group 6400, record it without a ticket.",
    "如果有来电，且结果为忙线或语音留言，且经由呼叫队列或响铃组 6400，则仅记录，不创建工单。",
  ],
  [
    {
      directions: ["outbound"],
      outcomes: ["answered"],
      extensions: ["2005"],
      talkSeconds: { min: 60, max: null },
    },
    { kind: "ignore" },
    "When an answered call goes out from extension 2005 Kristin Hale with at least 60 s of talk, ignore it.",
    "如果有已接呼出通话，且由分机 2005 Kristin Hale 拨出，且通话 至少 60 秒，则忽略该通话。",
  ],
  [
    { agentGroups: [2], trunks: ["Main"], hours: "inside", ringSeconds: { min: 5, max: 20 } },
    {
      kind: "create",
      ticket: {
        groupId: null,
        brandId: 3,
        tags: ["phone", "night"],
        customFields: [{ id: 4, value: "{{outcome}}" }],
        assignee: "answered_by",
        public: true,
      },
    },
    "When a call comes in or goes out over Main with an agent of Support during business hours with 5 to 20 s of ringing, create a ticket in the group that Zendesk chooses with brand Acme *Gold*, tags phone, night and Reason {{outcome}}, assigned to whoever answered, visible to the requester.",
    "如果有通话，且经由中继 Main，且涉及 Support 组的客服专员，且处于工作时间，且响铃 5 至 20 秒，则创建工单，组由 Zendesk 决定，品牌为 Acme *Gold*、标签为 phone, night和Reason为 {{outcome}}，分配给接听的客服专员，请求者可见。",
  ],
])("%j and %j are told as a sentence in both languages", (when, action, inEnglish, inChinese) => {
  expect(plain(sentenceOf({ when, action }, english))).toBe(inEnglish);
  expect(plain(sentenceOf({ when, action }, chinese))).toBe(inChinese);
});

test("what differs from rule to rule is strong, also a name with asterisks", () => {
  const rule = { when: missed, action: { kind: "create", ticket: { brandId: 3 } } as const };
  expect(sentenceOf(rule, english).flatMap(({ text, strong }) => (strong ? [text] : []))).toEqual([
    "a missed call",
    "a ticket",
    "Acme *Gold*",
  ]);
});

test("what a condition does not say yet is left out of the sentence", () => {
  const when: RuleConditions = { directions: ["inbound"], dids: [], ringSeconds: { min: null, max: null } };
  expect(plain(sentenceOf({ when, action: create }, english))).toBe("When a call comes in, create a ticket.");
});
