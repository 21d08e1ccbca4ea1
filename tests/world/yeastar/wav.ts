const RATE = 8000;
const TONE_HZ = 440;
const HEADER_BYTES = 44;
/** After so many samples the tone repeats itself. */
const ROUND_SAMPLES = 200;

/** A playable mono PCM file, 8 kHz and 16 bit: a quiet tone of this length. */
export function sineWav(seconds: number): Buffer {
  const samples = Math.max(1, Math.round(seconds * RATE));
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples * 2, 40);
  const round = Buffer.alloc(ROUND_SAMPLES * 2);
  for (let index = 0; index < ROUND_SAMPLES; index += 1) {
    const height = Math.sin((2 * Math.PI * TONE_HZ * index) / RATE) * 6000;
    round.writeInt16LE(Math.round(height), index * 2);
  }
  return file.fill(round, HEADER_BYTES);
}

/** The size of that file without making it. */
export function wavBytes(seconds: number): number {
  return HEADER_BYTES + Math.max(1, Math.round(seconds * RATE)) * 2;
}
