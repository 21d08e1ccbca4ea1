import type { PbxVendor } from "../port.ts";
import { control, dial } from "./call-control.ts";
import { logIn, refreshTokens } from "./client.ts";
import { readNumbers, readRegistrations } from "./numbers.ts";
import { readFrame } from "./read-frame.ts";
import { hasRecording, openRecording } from "./recordings.ts";
import { readLiveCalls, readRecords } from "./records.ts";
import { isSignedBy } from "./signature.ts";
import { subscribe, topics } from "./websocket.ts";

/** The Yeastar P-Series. */
export const yeastar: PbxVendor = {
  eventTypes: topics,
  isSignedBy,
  readFrame,
  logIn,
  refreshTokens,
  subscribe,
  readNumbers,
  readRecords,
  readLiveCalls,
  readRegistrations,
  dial,
  control,
  hasRecording,
  openRecording,
};
