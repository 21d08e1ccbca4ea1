import { languageCookie } from "@deskline/shared/admin-access";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { parseAccept } from "hono/utils/accept";

export type Tongue = "en" | "zh-CN";

/** What was chosen in the console at this address, else what the browser wants. */
export function tongueOf(c: Context): Tongue {
  const browser = parseAccept(c.req.header("accept-language") ?? "").map(({ type }) => type);
  const tongues = [getCookie(c, languageCookie) ?? "", ...browser].map((one) =>
    one.toLowerCase().slice(0, 2),
  );
  return tongues.find((one) => one === "zh" || one === "en") === "zh" ? "zh-CN" : "en";
}
