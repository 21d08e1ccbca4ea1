import type { PbxVendor } from "../port.ts";
import { readAbout } from "./about.ts";
import { control, dial } from "./call-control.ts";
import { logIn, logOut, refreshTokens } from "./client.ts";
import { countContacts, readContact, readContacts, removeContact, writeContact } from "./contacts.ts";
import { readNumbers, readRegistrations } from "./numbers.ts";
import { makePhonebook, phonebookLimits, readPhonebook, readPhonebooks } from "./phonebooks.ts";
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
  phonebookLimits,
  readPhonebooks,
  readPhonebook,
  makePhonebook,
  readContacts,
  countContacts,
  readContact,
  writeContact,
  removeContact,
};
