import { Command } from "commander";
import { ConfigError } from "../config.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { StartError } from "../platform/start-error.ts";
import { SecretError } from "../platform/secrets.ts";
import { EmbeddedPostgresError } from "../storage/embedded/errors.ts";
import { MigrationError } from "../storage/migrate.ts";
import { appCommands } from "./app.ts";
import { bindCommands } from "./bind.ts";
import { callCommands } from "./calls.ts";
import { integrationCommands } from "./integration.ts";
import { operatorCommands } from "./operator.ts";
import { ticketCommands } from "./tickets.ts";
import { UsageError } from "./usage-error.ts";

/** Errors that a person can do something about: their message is enough. */
const plain = [
  UsageError,
  StartError,
  ConfigError,
  SecretError,
  GatewayError,
  EmbeddedPostgresError,
  MigrationError,
];

const program = new Command("deskline")
  .description(
    "Joins a Yeastar P-Series PBX to Zendesk Support. Works beside a running service or alone, on the same settings.",
  )
  .showHelpAfterError("Add --help to see what there is.")
  .configureHelp({ showGlobalOptions: true });
integrationCommands(program, process.env);
bindCommands(program, process.env);
appCommands(program, process.env);
callCommands(program, process.env);
operatorCommands(program, process.env);
ticketCommands(program, process.env);

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof Error && plain.some((kind) => error instanceof kind);
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
