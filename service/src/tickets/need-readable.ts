import type { KnownIntegration } from "../integrations/registry.ts";
import { NeedsAdmin } from "../platform/needs-admin.ts";

/** Nothing is brought to the helpdesk by settings that are guessed. @throws {NeedsAdmin} while they cannot be read */
export function needReadable({ tickets: { unreadable } }: Pick<KnownIntegration, "tickets">): void {
  if (unreadable !== null) throw new NeedsAdmin(`The settings of tickets cannot be read: ${unreadable}`);
}
