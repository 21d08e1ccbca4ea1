import type { FormInput } from "@deskline/shared/app";
import { anything, type Api } from "../api/api.ts";

/** A new ticket is about to open for the call: until its form says so itself, the call gets no ticket either. */
export function holdPlace(api: Api, callId: string): void {
  const form: FormInput = { holder: crypto.randomUUID(), state: "opening" };
  void api.send("PUT", `calls/${callId}/form`, form, anything).catch(() => undefined);
}
