import { defaultTicketSettings, TicketSettings } from "@deskline/shared/admin-tickets";

export type ReadSettings = {
  settings: TicketSettings;
  /** What of the kept ones cannot be read. Until they can, `settings` is for looking at, and no call is decided by it. */
  unreadable: string | null;
  /** As they are kept, with what came up since. */
  document: Record<string, unknown>;
};

/** What stands in for a part that cannot be read does the least. */
const standIn: TicketSettings = {
  ...defaultTicketSettings,
  enabled: false,
  recordings: { attach: false, keepDays: 1 },
};

/** Settings as they were kept, by this version or one before: what came up since is as a new integration has it. */
export function settingsFrom(kept: object = {}): ReadSettings {
  const document = withDefaults(defaultTicketSettings, kept);
  const read = TicketSettings.safeParse(document);
  if (read.success) return { settings: read.data, unreadable: null, document };
  const readable = Object.entries(TicketSettings.shape).filter(
    ([name, part]) => part.safeParse(document[name]).success,
  );
  const parts = Object.fromEntries(readable.map(([name]) => [name, document[name]]));
  const [issue] = read.error.issues;
  return {
    settings: TicketSettings.parse({ ...standIn, ...parts }),
    unreadable: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    document,
  };
}

/** Lists are as they were kept: their items have no defaults. */
function withDefaults(usual: object, kept: object): Record<string, unknown> {
  const all: Record<string, unknown> = { ...usual, ...kept };
  for (const [name, value] of Object.entries(usual)) {
    const own = all[name];
    if (isPlain(value) && isPlain(own)) all[name] = withDefaults(value, own);
  }
  return all;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
