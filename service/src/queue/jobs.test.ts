import { expect, test } from "vitest";
import { jobs } from "./jobs.ts";

test("an installation that an older version began can be gone on with", () => {
  const { payload } = jobs["install-app"];
  const begun = { integrationId: "1b4e28ba-2fa1-4d2b-883f-0016d3cca427", startedAt: 1 };
  const actorOf = (actor: unknown) => payload.parse({ ...begun, actor }).actor;
  expect(actorOf("operator")).toEqual({ kind: "operator", name: "operator", id: null });
  expect(actorOf("Ada")).toEqual({ kind: "zendesk_user", name: "Ada", id: null });
  expect(payload.parse({ ...begun, actor: "Ada" }).timesLeft).toBe(0);
  const present = { kind: "zendesk_user", name: "Ada", id: 7 };
  expect(actorOf(present)).toEqual(present);
});
