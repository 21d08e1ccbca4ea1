import { bigint, timestamp } from "./drizzle.ts";

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const bigId = (name: string) => bigint(name, { mode: "number" });
