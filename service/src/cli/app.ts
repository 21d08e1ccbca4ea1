import { Location, type PopRule } from "@deskline/shared/app";
import type { Command } from "commander";
import { changesBetween } from "../admin/core/changes.ts";
import { linkApp } from "../app/store.ts";
import { changeIntegration, type IntegrationChanges } from "../integrations/change.ts";
import type { Integration } from "../integrations/integration.ts";
import { zendeskAccount } from "../integrations/zendesk-grant.ts";
import { listInstallations, type Installation } from "../zendesk/apps.ts";
import { checkDialPrefix, checkDispositions, checkId, checkPopRule } from "./check-input.ts";
import { print, printLabelled, printTable } from "./print.ts";
import type { Env } from "./secrets.ts";
import {
  changeAudited,
  integrationNamed,
  whichIntegration,
  withSession,
  type CliSession,
} from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `deskline app …` */
export function appCommands(program: Command, env: Env): void {
  const app = program.command("app").description("the app inside Zendesk: linking it, and its rules");

  app
    .command("find")
    .description("list the apps that are installed in the Zendesk account")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) => {
        const installed = await installationsOf(session, await integrationNamed(session, name));
        printTable(
          ["installation", "app", "enabled", "name"],
          installed.map((one) => [
            String(one.installationId),
            String(one.appId),
            one.enabled ? "yes" : "no",
            one.name,
          ]),
        );
      }),
    );

  app
    .command("link")
    .description("say which installed app the agents open; no other is let in")
    .option(...whichIntegration)
    .option("--installation <id>", "id of the installation; not needed when only one is named Deskline")
    .action(({ integration: name, installation }: { integration?: string; installation?: string }) => {
      const wanted = installation === undefined ? null : checkId(installation, "an installation");
      return withSession(env, async (session) => {
        const integration = await integrationNamed(session, name);
        const found = chosen(await installationsOf(session, integration), wanted);
        const { appId, installationId } = integration.zendesk;
        const change = changesBetween(
          { appId, installationId },
          { appId: found.appId, installationId: found.installationId },
        );
        await changeAudited(session, integration, "app.linked", change, (tx) =>
          linkApp(tx, integration.id, found),
        );
        print(
          `Agents of ${integration.zendesk.subdomain}.zendesk.com open "${integration.name}" through the installation ${found.installationId} (app ${found.appId}, "${found.name}").`,
        );
        if (!found.enabled) print("It is switched off in Zendesk: agents do not see it until it is on.");
      });
    });

  app
    .command("show")
    .description("show the addresses for the app's manifest, the link and the rules")
    .option(...whichIntegration)
    .action(({ integration: name }: { integration?: string }) =>
      withSession(env, async (session) => showApp(await integrationNamed(session, name), session.publicUrl)),
    );

  app
    .command("pops")
    .description("set when a call pops up and what it opens; what is not given stays")
    .option(...whichIntegration)
    .option("--inbound <rule>", "of calls from outside: never, or such as ring:ticket or answer:profile")
    .option("--outbound <rule>", "of calls to the outside, in the same way")
    .addHelpText(
      "after",
      "\nA rule is the moment (ring, answer, end) and what is opened (ticket, profile, new_ticket).",
    )
    .action((options: PopOptions) => setPops(options, env));

  app
    .command("dispositions")
    .description("set what an agent can choose from as the result of a call")
    .argument("<names...>", "in the order in which they are shown")
    .option(...whichIntegration)
    .action((names: string[], { integration: name }: { integration?: string }) => {
      const dispositions = checkDispositions(names);
      return withSession(env, async (session) => {
        await change(session, await integrationNamed(session, name), { dispositions });
        print(`Agents choose from: ${dispositions.join(", ")}.`);
      });
    });

  app
    .command("dial-rules")
    .description("set how numbers are written for the PBX; what is not given stays")
    .option(...whichIntegration)
    .option("--strip-plus", "leave out the + of an international number")
    .option("--no-strip-plus", "keep the + of an international number")
    .option("--international-prefix <digits>", 'what stands for the +, such as 00; "" for nothing')
    .option("--outside-prefix <digits>", 'what gets a line to the outside, such as 0; "" for nothing')
    .action((options: DialOptions) => setDialRules(options, env));
}

type PopOptions = { integration?: string; inbound?: string; outbound?: string };
type DialOptions = {
  integration?: string;
  stripPlus?: boolean;
  internationalPrefix?: string;
  outsidePrefix?: string;
};

async function installationsOf(session: CliSession, { id }: Integration): Promise<Installation[]> {
  return listInstallations(await zendeskAccount(session, id));
}

function chosen(installed: Installation[], wanted: number | null): Installation {
  if (wanted !== null) {
    const found = installed.find((one) => one.installationId === wanted);
    if (found !== undefined) return found;
    throw new UsageError(`Zendesk has no installation ${wanted}. See which there are: deskline app find`);
  }
  const [only, ...others] = installed.filter((one) => one.name.toLowerCase() === "deskline");
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    only === undefined
      ? "No installed app is named Deskline. Install it, or name its installation with --installation; see: deskline app find"
      : "Several installed apps are named Deskline. Name one with --installation; see: deskline app find",
  );
}

async function setPops({ integration: name, inbound, outbound }: PopOptions, env: Env): Promise<void> {
  const given = {
    ...(inbound === undefined ? {} : { inbound: checkPopRule(inbound) }),
    ...(outbound === undefined ? {} : { outbound: checkPopRule(outbound) }),
  };
  if (Object.keys(given).length === 0) throw new UsageError("Give a rule with --inbound or --outbound.");
  await withSession(env, async (session) => {
    const one = await integrationNamed(session, name);
    const rules = { ...one.popRules, ...given };
    await change(session, one, { popRules: rules });
    print(
      `Pops of calls from outside: ${inWords(rules.inbound)}; to the outside: ${inWords(rules.outbound)}.`,
    );
  });
}

async function setDialRules(options: DialOptions, env: Env): Promise<void> {
  const { integration: name, stripPlus, internationalPrefix, outsidePrefix } = options;
  const given = {
    ...(stripPlus === undefined ? {} : { strip_plus: stripPlus }),
    ...(internationalPrefix === undefined
      ? {}
      : { international_prefix: checkDialPrefix(internationalPrefix) }),
    ...(outsidePrefix === undefined ? {} : { outside_prefix: checkDialPrefix(outsidePrefix) }),
  };
  if (Object.keys(given).length === 0)
    throw new UsageError("Give a rule; see: deskline app dial-rules --help");
  await withSession(env, async (session) => {
    const one = await integrationNamed(session, name);
    const rules = { ...one.dialRules, ...given };
    await change(session, one, { dialRules: rules });
    print(`Numbers are dialled so: ${dialRulesInWords(rules)}.`);
  });
}

async function change(session: CliSession, one: Integration, changes: IntegrationChanges): Promise<void> {
  await changeAudited(session, one, "integration.changed", changesBetween(one, changes), (tx) =>
    changeIntegration(tx, one.id, changes),
  );
}

function inWords({ when, open }: PopRule): string {
  return when === "never" ? when : `${when}:${open}`;
}

function dialRulesInWords(rules: Integration["dialRules"]): string {
  return [
    rules.strip_plus ? "+ left out" : "+ kept",
    `international prefix ${rules.international_prefix || "none"}`,
    `outside prefix ${rules.outside_prefix || "none"}`,
  ].join(", ");
}

function showApp(one: Integration, publicUrl: string): void {
  const { appId, installationId } = one.zendesk;
  const lines: [string, string][] = [
    [
      "Link",
      appId === null || installationId === null
        ? "not linked yet: deskline app link"
        : `installation ${installationId}, app ${appId}`,
    ],
    ["Package", `npm run package -- --url ${publicUrl} --key ${one.key}`],
    ...Location.options.map((location): [string, string] => [
      location,
      `${publicUrl}/zendesk-app/${one.key}/${location}`,
    ]),
    [
      "Pops",
      `from outside ${inWords(one.popRules.inbound)}, to the outside ${inWords(one.popRules.outbound)}`,
    ],
    ["Dispositions", one.dispositions.join(", ") || "none"],
    ["Dialling", dialRulesInWords(one.dialRules)],
  ];
  printLabelled(lines);
}
