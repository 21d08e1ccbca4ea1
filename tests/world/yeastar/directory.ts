export type Extension = {
  id: number;
  number: string;
  name: string;
  email: string;
  mobile: string;
  mayDialOut: boolean;
  /** Whether one of its phones is registered. */
  registered: boolean;
};

export type NewExtension = {
  number: string;
  name?: string;
  email?: string;
  mobile?: string;
  mayDialOut?: boolean;
  registered?: boolean;
};
export type Queue = { id: number; number: string; name: string; agents: string[] };
export type RingGroup = { id: number; number: string; name: string; members: string[] };
export type Ivr = { id: number; number: string; name: string };
export type Trunk = { id: number; name: string };

/** One end of a call as CDR rows name it. */
export type Party = {
  kind: "extension" | "queue" | "ring_group" | "ivr" | "external";
  number: string;
  name: string;
};

/** Everything that has a number or a name on this PBX. */
export class Directory {
  readonly extensions: Extension[] = [];
  readonly queues: Queue[] = [];
  readonly ringGroups: RingGroup[] = [];
  readonly ivrs: Ivr[] = [];
  readonly trunks: Trunk[] = [];
  #lastId = 11;

  addExtension(extension: NewExtension): void {
    const {
      number,
      name = number,
      email = "",
      mobile = "",
      mayDialOut = true,
      registered = true,
    } = extension;
    if (this.extension(number)) throw new Error(`extension ${number} exists already`);
    this.extensions.push({ id: this.#nextId(), number, name, email, mobile, mayDialOut, registered });
  }

  addTrunk(name: string): void {
    this.trunks.push({ id: this.#nextId(), name });
  }

  addQueue(queue: { number: string; name: string; agents: string[] }): void {
    this.queues.push({ id: this.#nextId(), ...queue });
  }

  addRingGroup(group: { number: string; name: string; members: string[] }): void {
    this.ringGroups.push({ id: this.#nextId(), ...group });
  }

  addIvr(ivr: { number: string; name: string }): void {
    this.ivrs.push({ id: this.#nextId(), ...ivr });
  }

  extension(number: string): Extension | undefined {
    return this.extensions.find((extension) => extension.number === number);
  }

  /** Any number that is not on this PBX is an external party without a name. */
  party(number: string): Party {
    const extension = this.extension(number);
    if (extension) return { kind: "extension", number, name: extension.name };
    const queue = this.queues.find((each) => each.number === number);
    if (queue) return { kind: "queue", number, name: `Queue ${queue.name}` };
    const group = this.ringGroups.find((each) => each.number === number);
    if (group) return { kind: "ring_group", number, name: `RingGroup ${group.name}` };
    const ivr = this.ivrs.find((each) => each.number === number);
    if (ivr) return { kind: "ivr", number, name: `IVR ${ivr.name}` };
    return { kind: "external", number, name: "" };
  }

  /** The trunk used when a script names none. */
  defaultTrunk(): string {
    return this.trunks[0]?.name ?? "sip-main";
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
