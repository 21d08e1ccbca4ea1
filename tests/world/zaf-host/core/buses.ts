/** To whom an event goes; `instanceGuid` only when the receiver listens to another instance's bus. */
export type Delivery = { to: string; instanceGuid?: string };

export type Buses = {
  /** `count` is how many handlers the subscriber has now; none ends the subscription. */
  subscribe(bus: string, event: string, subscriber: string, count: number): void;
  deliveries(bus: string, event: string): Delivery[];
  /** Its document has gone: nothing is delivered to it any more. */
  forgetSubscriber(subscriber: string): void;
  forgetBus(bus: string): void;
};

/** One bus of events per instance; frames subscribe to their own and to others'. */
export function createBuses(): Buses {
  const buses = new Map<string, Map<string, Set<string>>>();
  return {
    subscribe(bus, event, subscriber, count) {
      const events = buses.get(bus) ?? new Map<string, Set<string>>();
      const subscribers = events.get(event) ?? new Set<string>();
      if (count > 0) subscribers.add(subscriber);
      else subscribers.delete(subscriber);
      buses.set(bus, events.set(event, subscribers));
    },
    deliveries(bus, event) {
      const subscribers = [...(buses.get(bus)?.get(event) ?? [])];
      return subscribers.map((to) => (to === bus ? { to } : { to, instanceGuid: bus }));
    },
    forgetSubscriber(subscriber) {
      for (const events of buses.values())
        for (const subscribers of events.values()) subscribers.delete(subscriber);
    },
    forgetBus: (bus) => void buses.delete(bus),
  };
}
