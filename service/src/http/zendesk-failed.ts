import type { ErrorHandler } from "hono";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Logger } from "../platform/logger.ts";
import { problem, type HttpEnv } from "./problem.ts";

/** Answers that Zendesk gave no answer, or refused, where it is all that can fail so. @throws what is no failure of its */
export function zendeskFailed<E extends HttpEnv>(log: Logger): ErrorHandler<E> {
  return (error, c) => {
    if (!(error instanceof GatewayError)) throw error;
    log.info({ err: error, requestId: c.get("requestId") }, "Zendesk could not be asked");
    return problem(c, error.failure.kind === "rejected" ? "zendesk_refused" : "zendesk_unreachable");
  };
}
