import type { PhoneState } from "@deskline/shared/app";
import type { KnownIntegration } from "../integrations/registry.ts";
import { singleFlight } from "../platform/single-flight.ts";
import { withinTime } from "../platform/within-time.ts";
import { phoneStateOf } from "./core/phone-state.ts";
import { pbxFor, type DiallingDeps } from "./deps.ts";
import { runningCalls } from "./store.ts";

export type PhoneStates = {
  of(integration: KnownIntegration, extension: string): Promise<PhoneState>;
  ofAll(integration: KnownIntegration, extensions: readonly string[]): Promise<Map<string, PhoneState>>;
};

/** So long the PBX's list of phones is taken for true. */
const freshMs = 5000;
/** Whoever asks is not held up longer: what is not known by then is `unknown`. */
const patienceMs = 2000;

type Registrations = ReadonlyMap<string, boolean>;
const nothingKnown: Registrations = new Map();

/** States of phones: from the calls that run, and from the PBX's list, which is read for many at once and kept for a moment. */
export function createPhoneStates(deps: DiallingDeps): PhoneStates {
  const known = new Map<string, { readAt: number; registrations: Registrations }>();
  const readings = singleFlight<Registrations>();

  async function registrationsOf(integration: KnownIntegration): Promise<Registrations> {
    const kept = known.get(integration.id);
    if (kept !== undefined && deps.clock.now() - kept.readAt < freshMs) return kept.registrations;
    const reading = readings(integration.id, () => read(integration));
    return (await withinTime(reading, patienceMs)) ?? nothingKnown;
  }

  /** A PBX that cannot be read is not asked again at once either. */
  async function read(integration: KnownIntegration): Promise<Registrations> {
    const registrations = await readFrom(deps, integration);
    known.set(integration.id, { readAt: deps.clock.now(), registrations });
    return registrations;
  }

  async function ofAll(
    integration: KnownIntegration,
    extensions: readonly string[],
  ): Promise<Map<string, PhoneState>> {
    const [running, registrations] = await Promise.all([
      runningCalls(deps.db, integration.id),
      registrationsOf(integration),
    ]);
    return new Map(
      extensions.map((number) => [number, phoneStateOf(number, running, registrations.get(number))]),
    );
  }

  return {
    ofAll,
    of: async (integration, extension) => (await ofAll(integration, [extension])).get(extension) ?? "unknown",
  };
}

async function readFrom(deps: DiallingDeps, integration: KnownIntegration): Promise<Registrations> {
  if (integration.pbx.loginProblem !== null) return nothingKnown;
  try {
    const { vendor, connection } = await pbxFor(deps, integration);
    return await vendor.readRegistrations(connection);
  } catch (error) {
    deps.log.info({ err: error, integrationId: integration.id }, "the PBX does not tell of its phones");
    return nothingKnown;
  }
}
