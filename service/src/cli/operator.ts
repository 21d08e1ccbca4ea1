import type { Command } from "commander";
import { commandLine } from "../admin/actor.ts";
import { audit } from "../admin/audit.ts";
import { makeSetupLink, resetAccess } from "../console/setup-link.ts";
import { print } from "./print.ts";
import type { Env } from "./secrets.ts";
import { withSession } from "./session.ts";

/** `deskline operator …` */
export function operatorCommands(program: Command, env: Env): void {
  const operator = program.command("operator").description("the operator's way into the console");

  operator
    .command("link")
    .description(
      "print a link that sets the operator's password, once within 24 hours; the present one stays until then",
    )
    .action(() =>
      withSession(env, async ({ db, clock, publicUrl }) => {
        const link = await db.transaction(async (tx) => {
          await audit(tx, { actor: commandLine, integration: null }, "setup_link.made", {});
          return makeSetupLink({ db: tx, clock }, publicUrl);
        });
        print(link);
      }),
    );

  operator
    .command("reset")
    .description(
      "forget the password, end all sessions, let log-ins be tried again, and print a link as `operator link` does",
    )
    .action(() =>
      withSession(env, async ({ db, clock, publicUrl }) => {
        const link = await db.transaction(async (tx) => {
          await resetAccess(tx);
          await audit(tx, { actor: commandLine, integration: null }, "password.forgotten", {});
          return makeSetupLink({ db: tx, clock }, publicUrl);
        });
        print(link);
      }),
    );
}
