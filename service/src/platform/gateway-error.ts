/** How the outside can fail us. Callers decide on this and never see a status code they must interpret. */
export type GatewayFailure =
  | { kind: "unreachable"; detail: string }
  /** `because` tells why we wait of ourselves. */
  | { kind: "rate_limited"; retryAfterMs: number; because?: string }
  /** The grant or the credentials are dead: an admin must act. `errcode` is the PBX's number for it, `code` Zendesk's word. */
  | { kind: "unauthorized"; detail: string; errcode?: number; code?: string }
  /** Our request is wrong: repeating it cannot help. `duplicate` tells that somebody else has such a value, `fields` what is wrong, where they say. */
  | { kind: "rejected"; status: number; detail: string; duplicate?: boolean; fields?: string[] }
  | { kind: "unavailable"; status: number; detail: string; retryAfterMs: number | null } // their fault, passing
  | { kind: "malformed"; detail: string }; // their answer did not fit our schema

/** The outside failed. `ambiguous` tells that the request may have been applied all the same. */
export class GatewayError extends Error {
  override name = "GatewayError";
  readonly failure: GatewayFailure;
  readonly ambiguous: boolean;

  constructor(
    system: string,
    failure: GatewayFailure,
    options: { ambiguous?: boolean; cause?: unknown } = {},
  ) {
    super(`${system}: ${describe(failure)}`, { cause: options.cause });
    this.failure = failure;
    this.ambiguous = options.ambiguous ?? false;
  }
}

/** Whether the outside refused a request with this status. */
export function isRejected(error: unknown, status: number): boolean {
  return (
    error instanceof GatewayError && error.failure.kind === "rejected" && error.failure.status === status
  );
}

function describe(failure: GatewayFailure): string {
  switch (failure.kind) {
    case "unreachable":
      return `cannot be reached (${failure.detail})`;
    case "rate_limited":
      return failure.because ?? `asks for a pause of ${Math.ceil(failure.retryAfterMs / 1000)} s`;
    case "unauthorized":
      return `refuses our credentials (${failure.detail})`;
    case "rejected":
      return `refuses the request with ${failure.status}: ${failure.detail}`;
    case "unavailable":
      return `failed with ${failure.status}: ${failure.detail}`;
    case "malformed":
      return `answered in a form we do not know (${failure.detail})`;
  }
}
