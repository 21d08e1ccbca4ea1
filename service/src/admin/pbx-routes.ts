import { IntegrationDetail } from "@deskline/shared/admin";
import { PbxInput, PbxTest, WebhookSecretInput } from "@deskline/shared/admin-pbx";
import type { ErrorCode } from "@deskline/shared/errors";
import { Hono } from "hono";
import { input } from "../http/input.ts";
import { problem } from "../http/problem.ts";
import { auditedBy } from "./audit.ts";
import { describeAdmin } from "./describe.ts";
import { detailOf } from "./detail.ts";
import type { AdminEnv } from "./env.ts";
import { changePbx } from "./pbx.ts";
import { testPbx, type PbxTestDeps } from "./pbx-test.ts";
import { keepWebhookSecret, placeWebhook, takeWebhookAway, type PbxWebhookDeps } from "./pbx-webhook.ts";

export type PbxRoutesDeps = PbxTestDeps & PbxWebhookDeps;

const ofInput: ErrorCode[] = [
  "pbx_url_wrong",
  "pbx_url_scheme",
  "pbx_url_credentials",
  "pbx_url_path",
  "pbx_secret_needed",
  "time_zone_unknown",
  "country_unknown",
  "dial_rules_wrong",
  "transport_unknown",
  "certificate_unreadable",
  "certificate_changed",
  "certificate_over",
];
const ofWebhook: ErrorCode[] = [
  "pbx_not_entered",
  "pbx_log_in_refused",
  "pbx_refused",
  "pbx_unreachable",
  "webhook_full",
  "webhook_not_offered",
  "webhook_switched_off",
];

/** `…/pbx`, `…/pbx/test`, `…/pbx/webhook`, `…/pbx/webhook-secret` */
export function pbxAdminRoutes(deps: PbxRoutesDeps): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .put(
      "/integrations/:id/pbx",
      describeAdmin("Change what is given of the PBX", { 200: IntegrationDetail }, ofInput),
      input("json", PbxInput, {
        url: "pbx_url_wrong",
        timeZone: "time_zone_unknown",
        country: "country_unknown",
        dialRules: "dial_rules_wrong",
        transport: "transport_unknown",
        certificate: "certificate_changed",
      }),
      async (c) => {
        const integration = c.get("integration");
        const wanted = c.req.valid("json");
        const wrong = await changePbx(deps, auditedBy(c), integration, wanted);
        if (wrong === null && wanted.transport === "websocket")
          await takeWebhookAway(deps, auditedBy(c), integration);
        return wrong === null ? c.json(await detailOf(deps, integration.id)) : problem(c, wrong);
      },
    )
    .post(
      "/integrations/:id/pbx/test",
      describeAdmin("Ask the PBX what it is and can do", { 200: PbxTest }, ["pbx_not_entered"]),
      async (c) => {
        const test = await testPbx(deps, c.get("integration"));
        return test === null ? problem(c, "pbx_not_entered") : c.json(test satisfies PbxTest);
      },
    )
    .post(
      "/integrations/:id/pbx/webhook",
      describeAdmin("Set the webhook up on the PBX, and test it", { 200: IntegrationDetail }, ofWebhook),
      async (c) => {
        const integration = c.get("integration");
        const wrong = await placeWebhook(deps, auditedBy(c), integration);
        return wrong === null ? c.json(await detailOf(deps, integration.id)) : problem(c, wrong);
      },
    )
    .put(
      "/integrations/:id/pbx/webhook-secret",
      describeAdmin("Give the secret of a webhook that was entered on the PBX by hand", {
        200: IntegrationDetail,
      }),
      input("json", WebhookSecretInput),
      async (c) => {
        const integration = c.get("integration");
        await keepWebhookSecret(deps, auditedBy(c), integration, c.req.valid("json").secret);
        return c.json(await detailOf(deps, integration.id));
      },
    );
}
