import type { PbxVendor } from "../port.ts";
import { readAbout } from "./about.ts";
import { control, dial } from "./call-control.ts";
import { logIn, logOut, refreshTokens } from "./client.ts";
import { readNumbers, readRegistrations } from "./numbers.ts";
import { readFrame } from "./read-frame.ts";
import { hasRecording, openRecording } from "./recordings.ts";
import { readLiveCalls, readRecords } from "./records.ts";
import { isSignedBy } from "./signature.ts";
import { troubleIn } from "./trouble.ts";
import { placeWebhook, removeWebhook, testWebhook } from "./webhook.ts";
import { subscribe, topics } from "./websocket.ts";

/** The Yeastar P-Series. */
export const yeastar: PbxVendor = {
  eventTypes: topics,
  isSignedBy,
  readFrame,
  logIn,
  refreshTokens,
  logOut,
  readAbout,
  troubleIn,
  placeWebhook,
  testWebhook,
  removeWebhook,
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
