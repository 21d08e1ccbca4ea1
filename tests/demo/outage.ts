import type { ZendeskSimulator } from "../world/zendesk/simulator.ts";

/** Zendesk answers every request of its API with an error page for a while; its pages for people stay up. */
export type Outage = {
  begin(ms: number): void;
  end(): void;
  /** When Zendesk is back, epoch ms; null when it is there. */
  endsAt(): number | null;
};

const everyRequest = 1_000_000_000;

export function createOutage(zendesk: ZendeskSimulator): Outage {
  let endsAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  function end(): void {
    clearTimeout(timer);
    endsAt = null;
    zendesk.faults.clear();
  }
  return {
    begin(ms) {
      end();
      endsAt = Date.now() + ms;
      zendesk.faults.add({ times: everyRequest, do: { kind: "html", status: 503 } });
      timer = setTimeout(end, ms);
    },
    end,
    endsAt: () => endsAt,
  };
}
