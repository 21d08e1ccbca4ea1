import { IntegrationDetail } from "@deskline/shared/admin";
import type { ErrorCode } from "@deskline/shared/errors";
import { appVersion } from "@deskline/zendesk-app/package/pack-app";
import { Hono, type Context } from "hono";
import { problem } from "../http/problem.ts";
import { auditedBy } from "./audit.ts";
import { findAndLink, uninstall } from "./app-link.ts";
import { startInstall, type AppInstallDeps } from "./app-install.ts";
import { packageOf } from "./app-package.ts";
import { describeAdmin } from "./describe.ts";
import { detailOf, type DetailDeps } from "./detail.ts";
import type { AdminEnv } from "./env.ts";

export type AppRoutesDeps = AppInstallDeps & DetailDeps;

const ofZendesk: ErrorCode[] = ["zendesk_not_connected", "zendesk_unreachable", "zendesk_refused"];

/** `…/app/install`, `…/app/package.zip`, `…/app/link`, `…/app/uninstall` */
export function appAdminRoutes(deps: AppRoutesDeps): Hono<AdminEnv> {
  const answer = async (c: Context<AdminEnv>, code: ErrorCode | null) =>
    code === null ? c.json(await detailOf(deps, c.get("integration").id)) : problem(c, code);

  return new Hono<AdminEnv>()
    .post(
      "/integrations/:id/app/install",
      describeAdmin("Begin to install the app in Zendesk, or to update it", { 200: IntegrationDetail }, [
        "zendesk_not_connected",
        "public_url_not_https",
      ]),
      async (c) => answer(c, await startInstall(deps, auditedBy(c), c.get("integration"))),
    )
    .get(
      "/integrations/:id/app/package.zip",
      describeAdmin("The app's package, for uploading it by hand", { 200: "A ZIP." }, [
        "public_url_not_https",
      ]),
      async (c) => {
        const made = await packageOf(deps, c.get("integration"));
        if (made === null) return problem(c, "public_url_not_https");
        return c.body(made.zip, 200, {
          "content-type": "application/zip",
          "content-disposition": `attachment; filename="deskline-${appVersion}.zip"`,
        });
      },
    )
    .post(
      "/integrations/:id/app/link",
      describeAdmin("Find the app that was uploaded by hand", { 200: IntegrationDetail }, [
        ...ofZendesk,
        "app_not_found",
        "app_ambiguous",
      ]),
      async (c) => answer(c, await findAndLink(deps, auditedBy(c), c.get("integration"))),
    )
    .post(
      "/integrations/:id/app/uninstall",
      describeAdmin("Take the app out of Zendesk", { 200: IntegrationDetail }, ofZendesk),
      async (c) => answer(c, await uninstall(deps, auditedBy(c), c.get("integration"))),
    );
}
