import type { ErrorCode } from "@deskline/shared/errors";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";

type Codes = { unauthorized: ErrorCode; unreachable: ErrorCode; refused: ErrorCode };

/** What the console is told when the PBX or Zendesk did not do what it asked. @throws what is no failure of theirs */
export function failureCode(log: Logger, error: unknown, codes: Codes): ErrorCode {
  if (!(error instanceof GatewayError)) throw error;
  log.info({ err: error }, "what the console asked for was not done");
  switch (error.failure.kind) {
    case "unauthorized":
      return codes.unauthorized;
    case "unreachable":
    case "unavailable":
    case "rate_limited":
      return codes.unreachable;
    case "rejected":
    case "malformed":
      return codes.refused;
  }
}
