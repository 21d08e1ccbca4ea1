import type { PbxVendor } from "../port.ts";
import { logIn, refreshTokens } from "./client.ts";
import { readNumbers } from "./numbers.ts";
import { readFrame } from "./read-frame.ts";
import { readLiveCalls, readRecords } from "./records.ts";
import { isSignedBy } from "./signature.ts";
import { subscribe } from "./websocket.ts";

/** The Yeastar P-Series. */
export const yeastar: PbxVendor = {
  isSignedBy,
  readFrame,
  logIn,
  refreshTokens,
  subscribe,
  readNumbers,
  readRecords,
  readLiveCalls,
};
