import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return error instanceof ConfigError ? error.message : `not a ConfigError: ${String(error)}`;
  }
  return "nothing was wrong";
}

describe("a wrong variable stops the start with one line that names it and the cure", () => {
  test.each([
    ["PORT", "eighty"],
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "8080;"],
    ["PORT", " "],
    ["PORT", "0x50"],
    ["PORT", "1e3"],
    ["PUBLIC_URL", "deskline.example.com"],
    ["PUBLIC_URL", "ftp://deskline.example.com"],
    ["PUBLIC_URL", "https://"],
    ["PUBLIC_URL", "https://deskline.example.com/?tenant=1"],
    ["PUBLIC_URL", "https://deskline.example.com/#top"],
    ["PUBLIC_URL", "https://deskline.example.com?"],
    ["DATABASE_URL", "mysql://user:hunter2@db.example.com/deskline"],
    ["DATABASE_URL", "localhost:5432"],
    ["LOG_LEVEL", "loud"],
    ["LOG_LEVEL", "INFO"],
    ["ZENDESK_BASE_URL", "{subdomain}.zendesk.com"],
    ["ZENDESK_BASE_URL", "file:///etc/passwd"],
    ["ZENDESK_BASE_URL", "nonsense"],
  ])("%s=%s", (variable, value) => {
    const message = complaint({ [variable]: value });
    expect(message).toMatch(new RegExp(`^${variable}: [^\\n]+\\. (Set it to|Leave it out)[^\\n]+\\.$`));
    expect(message).not.toContain("hunter2");
  });
});

test.each([
  [
    "PORT",
    "eighty",
    "PORT: is not a whole number. Set it to a free port between 0 and 65535, for example 8080.",
  ],
  ["PORT", "65536", "PORT: is too large. Set it to a free port between 0 and 65535, for example 8080."],
  [
    "PUBLIC_URL",
    "https://deskline.example.com/?tenant=1",
    "PUBLIC_URL: must have neither query nor fragment. Set it to the address under which browsers reach this service, for example https://deskline.example.com.",
  ],
])("%s=%s is explained in plain words", (variable, value, words) => {
  expect(complaint({ [variable]: value })).toBe(words);
});

test("without any variable there is a configuration, and an empty variable counts as absent", () => {
  const names = [
    "PORT",
    "HOST",
    "PUBLIC_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "ENCRYPTION_KEY",
    "LOG_LEVEL",
    "APP_DIR",
    "ZENDESK_BASE_URL",
    "NODE_ENV",
  ];
  const expected = {
    http: { port: 8080, host: "127.0.0.1" },
    publicUrl: null,
    storage: { kind: "embedded" },
    dataDir: ".data",
    encryptionKey: undefined,
    logLevel: "info",
    appDir: expect.stringMatching(/\/zendesk-app\/dist$/) as string,
    zendeskBaseUrl: "https://{subdomain}.zendesk.com",
  };
  expect(readConfig({})).toEqual(expected);
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(expected);
  expect(readConfig(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual(expected);
});

test("every variable arrives where it is used; slashes at the end of addresses go", () => {
  const config = readConfig({
    PORT: "0",
    HOST: "0.0.0.0",
    PUBLIC_URL: "https://deskline.example.com//",
    DATABASE_URL: "postgresql://u:p@db.example.com:5432/deskline",
    DATA_DIR: "/var/lib/deskline",
    ENCRYPTION_KEY: "k",
    LOG_LEVEL: "debug",
    APP_DIR: "/srv/deskline/app",
    ZENDESK_BASE_URL: "http://127.0.0.1:4000/",
    SOMETHING_ELSE: "ignored",
  });
  expect(config).toEqual({
    http: { port: 0, host: "0.0.0.0" },
    publicUrl: "https://deskline.example.com",
    storage: { kind: "postgres", url: "postgresql://u:p@db.example.com:5432/deskline" },
    dataDir: "/var/lib/deskline",
    encryptionKey: "k",
    logLevel: "debug",
    appDir: "/srv/deskline/app",
    zendeskBaseUrl: "http://127.0.0.1:4000",
  });
});

describe("in production tokens go to Zendesk only", () => {
  test.each([
    "http://{subdomain}.zendesk.com",
    "http://127.0.0.1:4000",
    "https://zendesk.com",
    "https://{subdomain}.zendesk.com.evil.example",
    "https://evil.example/{subdomain}.zendesk.com",
    "https://evil.example#.zendesk.com",
    "https://evil.example?x=.zendesk.com",
    "https://{subdomain}.zendesk.com@evil.example",
    "https://{subdomain}-zendesk.com",
    "https://127.0.0.1",
  ])("%s is refused", (value) => {
    expect(complaint({ ZENDESK_BASE_URL: value, NODE_ENV: "production" })).toMatch(/^ZENDESK_BASE_URL: /);
  });

  test.each(["https://{subdomain}.zendesk.com", "https://acme.zendesk.com/", ""])("%j is taken", (value) => {
    expect(readConfig({ ZENDESK_BASE_URL: value, NODE_ENV: "production" }).zendeskBaseUrl).toMatch(
      /^https:\/\/.+\.zendesk\.com$/,
    );
  });
});
