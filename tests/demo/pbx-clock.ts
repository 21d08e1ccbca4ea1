/** The PBX's clock, which a script may wind on without anybody waiting. */
export type PbxClock = {
  now(): number;
  advance(ms: number): void;
  /** Plays a script of so many seconds as if it had begun that long ago: it ends now. */
  playBack<T>(seconds: number, script: () => T): T;
};

/** Scripts run in one go, and before anything else is done the clock is right again. */
export function createPbxClock(): PbxClock {
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  return {
    now,
    advance(ms) {
      if (offsetMs === 0) setImmediate(() => (offsetMs = 0));
      offsetMs += ms;
    },
    playBack(seconds, script) {
      offsetMs = -seconds * 1000;
      try {
        return script();
      } finally {
        offsetMs = 0;
      }
    },
  };
}
