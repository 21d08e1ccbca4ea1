import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TicketRule } from "@deskline/shared/admin-ticket-rules";
import { defaultTicketSettings, type TicketSettings } from "@deskline/shared/admin-tickets";
import type { World } from "../world/world.ts";
import { groups } from "../world/zendesk/settings/data.ts";
import type { TakePage } from "./console-album.ts";
import type { ConsoleStage } from "./console-stage.ts";

/** The page of tickets: with rules, one of them open, a template with a mistake, and its other parts. */
export async function ticketsScenes({ world, at }: ConsoleStage, take: TakePage): Promise<void> {
  const { page } = at;
  const path = `/integrations/${world.integration.id}/tickets`;
  const open = async (hash = ""): Promise<void> => {
    await at.open("/audit");
    await at.open(`${path}${hash}`);
    await at.heading("preview.title").waitFor();
    await page.waitForTimeout(1000);
  };
  await set(world, settings);
  await open();
  await take("tickets");
  await page.getByRole("button", { name: at.say("rules.edit_rule", { name: night.name }) }).click();
  await at.field("look.priority").selectOption("=urgent");
  await page.waitForTimeout(1000);
  await take("tickets-rule");
  await at.button("discard").click();
  const kind = at.say("choices.inboundAnswered");
  await page.getByRole("button", { name: at.say("choices.change_subject", { kind }) }).click();
  await page.getByRole("textbox", { name: at.say("look.subject") }).fill("{{contact}} called {{extention}}");
  await page.locator("mark").waitFor();
  await take("tickets-template");
  await at.button("discard").click();
  await open("#look");
  await take("tickets-content", { documented: false });
  await open("#hours");
  await take("tickets-hours", { documented: false });
  await set(world, defaultTicketSettings);
}

const night: TicketRule = {
  id: "0d5bd2f5-6a0c-4a0e-9f0b-3f1c2b7a9d11",
  name: "Night",
  enabled: true,
  when: {
    directions: ["inbound"],
    outcomes: ["no_answer", "busy", "failed", "voicemail", "abandoned"],
    hours: "outside",
  },
  action: {
    kind: "create",
    ticket: { groupId: groups.find(({ name }) => name === "Night")?.id ?? null, priority: "high" },
  },
};

const hour = 3_600_000;
const settings: TicketSettings = {
  ...defaultTicketSettings,
  rules: [
    night,
    {
      id: "0d5bd2f5-6a0c-4a0e-9f0b-3f1c2b7a9d12",
      name: "",
      enabled: true,
      when: { directions: ["outbound"], talkSeconds: { min: null, max: 10 } },
      action: { kind: "record_only" },
    },
    {
      id: "0d5bd2f5-6a0c-4a0e-9f0b-3f1c2b7a9d13",
      name: "",
      enabled: false,
      when: { directions: ["inbound"], groups: ["6400"], contacts: ["vip"] },
      action: { kind: "append", withinHours: 24, ticket: { tags: ["vip_call"] } },
    },
  ],
  hours: {
    ...defaultTicketSettings.hours,
    // Whenever the pictures are taken, the office is shut.
    holidays: [-24, 0, 24].map((hours) => new Date(Date.now() + hours * hour).toISOString().slice(0, 10)),
  },
  missed: { collapse: true, withinHours: 24, solveOnCallBack: true },
};

async function set(world: World, wanted: TicketSettings): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "deskline-tickets-"));
  const file = join(directory, "tickets.json");
  await writeFile(file, JSON.stringify(wanted));
  await world.cli(["tickets", "set", "--file", file]);
  await rm(directory, { recursive: true });
}
