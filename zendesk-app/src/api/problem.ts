/** The service refused. */
export class Refused extends Error {
  readonly status: number;
  /** One of `shared/src/errors.ts`, or one that a newer service knows. */
  readonly code: string;
  readonly requestId: string | null;

  constructor(status: number, code: string, message: string, requestId: string | null) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

/** No answer came, or none of the service itself: it may work again in a moment. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** The session is over and could not be renewed: only a reload of the frame brings a new one. */
export class SessionOver extends Error {
  override name = "SessionOver";
}

/** Whether the same may be answered otherwise in a moment, with nobody having changed anything. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Refused) return error.status >= 500 || error.status === 429;
  return error instanceof Unreachable;
}

/**
 * Reads an answer that is no success; proxies in between answer in forms of their own. A service that says what it
 * cannot reach is there itself.
 */
export async function problemOf(answer: Response): Promise<Refused | Unreachable> {
  const body: unknown = await answer.json().catch(() => null);
  const { code, message, requestId } = (body ?? {}) as Record<string, unknown>;
  if ([502, 503, 504].includes(answer.status) && typeof code !== "string")
    return new Unreachable(`status ${answer.status}`);
  return new Refused(
    answer.status,
    typeof code === "string" ? code : "internal",
    typeof message === "string" ? message : `status ${answer.status}`,
    typeof requestId === "string" ? requestId : null,
  );
}
