import { z } from "zod";
import type { Call } from "./call.ts";
import { invalidAttribute } from "./refusal.ts";

const anyObject = z.record(z.string(), z.unknown());

/** Fields Zendesk accepts but this simulator does nothing with: using one is reported. */
export type Unsimulated = readonly string[];

/**
 * Takes the object under `wrapper` out of the request body and reads it with `schema`.
 * Keys the schema does not have are ignored and reported, as Zendesk does; wrong types are refused.
 */
export function readWrapped<Shape extends z.ZodRawShape>(
  call: Call,
  wrapper: string,
  schema: z.ZodObject<Shape>,
  more: { siblings?: readonly string[]; unsimulated?: Unsimulated } = {},
): z.output<z.ZodObject<Shape>> {
  const body = readBody(call);
  for (const key of Object.keys(body)) {
    if (key !== wrapper && !(more.siblings ?? []).includes(key)) call.unpermitted.push(key);
  }
  const inner = body[wrapper];
  if (inner === undefined) throw invalidAttribute(wrapper, `${wrapper} is missing`);
  return readFields(call, wrapper, inner, schema, more.unsimulated);
}

export function readBody(call: Call): Record<string, unknown> {
  const body = anyObject.safeParse(call.body);
  if (!body.success) throw invalidAttribute("body", "the body must be a JSON object");
  return body.data;
}

/** Reads one object of the request; `name` is how it is called in warnings (`ticket.comment`). */
export function readFields<Shape extends z.ZodRawShape>(
  call: Call,
  name: string,
  value: unknown,
  schema: z.ZodObject<Shape>,
  unsimulated: Unsimulated = [],
): z.output<z.ZodObject<Shape>> {
  const record = anyObject.safeParse(value);
  if (!record.success) throw invalidAttribute(name, `${name} must be an object`);
  for (const key of Object.keys(record.data)) {
    if (key in schema.shape) continue;
    if (unsimulated.includes(key)) notSimulated(call, `${name}.${key}`);
    else call.unpermitted.push(`${name}.${key}`);
  }
  const parsed = schema.safeParse(record.data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = [name, ...(issue?.path ?? [])].join(".");
  throw invalidAttribute(where, issue?.message ?? "invalid");
}

/** Notes that the request asks for something real which this simulator leaves out. */
function notSimulated(call: Call, what: string): void {
  noteMistake(call, `${what} is not simulated`);
}

export function noteMistake(call: Call, what: string): void {
  call.account.unexpected.push(`${call.method} ${call.path}: ${what}`);
}
