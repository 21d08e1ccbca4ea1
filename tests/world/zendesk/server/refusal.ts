/** An answer that ends the request: thrown anywhere below a route, rendered by the server. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  /** Set when only a mistake in the caller's code can lead here; ends up in `unexpected()`. */
  readonly mistake: string | null;

  constructor(
    status: number,
    body: unknown,
    more: { headers?: Record<string, string>; mistake?: string } = {},
  ) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = more.headers ?? {};
    this.mistake = more.mistake ?? null;
  }
}

export type Detail = { description: string; error?: string };

export function recordNotFound(): Refusal {
  return new Refusal(404, { error: "RecordNotFound", description: "Not found" });
}

export function invalidEndpoint(mistake?: string): Refusal {
  return new Refusal(
    404,
    { error: "InvalidEndpoint", description: "Not found" },
    mistake === undefined ? {} : { mistake },
  );
}

export function forbidden(message: string): Refusal {
  return new Refusal(403, { error: { title: "Forbidden", message } });
}

export function missingScope(scope: string): Refusal {
  return new Refusal(403, {
    error: "Forbidden",
    description: `You are missing the following required scopes: ${scope}`,
  });
}

/** A validation failure that can happen to correct code (a duplicate, a closed ticket). */
export function recordInvalid(field: string, detail: Detail): Refusal {
  return new Refusal(422, validationBody(field, detail));
}

/** A validation failure that correct code never causes. */
export function recordMalformed(field: string, detail: Detail): Refusal {
  return new Refusal(422, validationBody(field, detail), { mistake: `${field}: ${detail.description}` });
}

export function invalidAttribute(name: string, why: string): Refusal {
  const message = `You passed an invalid value for the ${name} attribute. Invalid parameter: ${why}`;
  return new Refusal(400, { error: { title: "Invalid attribute", message } }, { mistake: `${name}: ${why}` });
}

/** JSON:API style, as the cursor lists answer. */
export function invalidPagination(code: string, title: string, mistake = true): Refusal {
  const more = mistake ? { mistake: title } : {};
  return new Refusal(400, { errors: [{ code, title }] }, more);
}

export function tooManyValues(what: string): Refusal {
  const description = `Too many values provided for ${what}`;
  return new Refusal(400, { error: "TooManyValues", description, max_count: 100 }, { mistake: description });
}

function validationBody(field: string, detail: Detail) {
  return {
    error: "RecordInvalid",
    description: "Record validation errors",
    details: { [field]: [detail] },
  };
}
