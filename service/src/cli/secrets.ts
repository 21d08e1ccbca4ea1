import { readSecret } from "./secret-input.ts";

export type Env = Record<string, string | undefined>;

/** Help of every command that takes a secret. */
export const secretsHelp = `
Secrets are read from the named file ("-" is standard input), else from the environment, else asked for:
  DESKLINE_PBX_CLIENT_SECRET       Client Secret of the PBX (Integrations > API)
  DESKLINE_PBX_WEBHOOK_SECRET      secret of the PBX's webhook entry
  DESKLINE_ZENDESK_CLIENT_SECRET   Secret of the OAuth client in Zendesk`;

export function webhookSecret(file: string | undefined, env: Env): Promise<string> {
  return readSecret("Webhook secret of the PBX", { file, variable: "DESKLINE_PBX_WEBHOOK_SECRET", env });
}

export function pbxClientSecret(file: string | undefined, env: Env): Promise<string> {
  return readSecret("Client Secret of the PBX", { file, variable: "DESKLINE_PBX_CLIENT_SECRET", env });
}

export function zendeskClientSecret(file: string | undefined, env: Env): Promise<string> {
  return readSecret("Secret of the OAuth client in Zendesk", {
    file,
    variable: "DESKLINE_ZENDESK_CLIENT_SECRET",
    env,
  });
}
