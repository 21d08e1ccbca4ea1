/** What reads a value of the outside: zod in tests, and what the build makes of zod's schemas in the browser. */
export type Schema<T> = { parse(value: unknown): T };
