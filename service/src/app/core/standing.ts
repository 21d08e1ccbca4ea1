/** What Zendesk said of an agent, and when. */
export type KnownAgent = {
  name: string;
  admin: boolean;
  active: boolean;
  /** Which tickets the agent may see only, in Zendesk's word; null when all. */
  ticketRestriction: string | null;
  checkedAt: number;
};

const freshForMs = 15 * 60_000;
const goodForMs = 24 * 3600_000;

/** Whether it need not be asked again. A refusal never is fresh: whoever was let in again need not wait. */
export function isFresh({ active, checkedAt }: KnownAgent, now: number): boolean {
  return active && now - checkedAt < freshForMs;
}

/** Whether the agent may go on while Zendesk cannot be asked. */
export function isGood({ active, checkedAt }: KnownAgent, now: number): boolean {
  return active && now - checkedAt < goodForMs;
}
