import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

/** Things worth counting. Labels never carry numbers, names or keys. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "deskline_" });
  const registers = [registry];
  return {
    registry,
    pbxEvents: new Counter({
      name: "deskline_pbx_events_total",
      help: "Events of PBXs by transport and by what became of them.",
      labelNames: ["transport", "result"] as const,
      registers,
    }),
    pbxRefusals: new Counter({
      name: "deskline_pbx_refusals_total",
      help: "Webhook requests of PBXs that were refused, by code.",
      labelNames: ["code"] as const,
      registers,
    }),
    jobs: new Counter({
      name: "deskline_jobs_total",
      help: "Jobs by name and by how they ended.",
      labelNames: ["job", "result"] as const,
      registers,
    }),
    appLoads: new Counter({
      name: "deskline_app_loads_total",
      help: "Frames of the app that Zendesk asked for, by what became of them.",
      labelNames: ["result"] as const,
      registers,
    }),
    pops: new Counter({
      name: "deskline_pops_total",
      help: "Calls that a tab was to show its agent, and those that Zendesk did not show.",
      labelNames: ["result"] as const,
      registers,
    }),
    liveStreams: new Gauge({
      name: "deskline_live_streams",
      help: "Open event streams of the app.",
      registers,
    }),
    subscriptions: new Gauge({
      name: "deskline_pbx_subscriptions",
      help: "Open WebSocket subscriptions to PBXs.",
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
