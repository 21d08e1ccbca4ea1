import { expect, test } from "vitest";
import { checkPackage } from "./check-package.ts";

/** A package that breaks nothing. */
const manifest = {
  name: "Phone",
  author: { name: "Acme", email: "dev@acme.example", url: "https://acme.example" },
  defaultLocale: "en",
  private: true,
  version: "1.0.0",
  frameworkVersion: "2.0",
  signedUrls: true,
  location: {
    support: { ticket_sidebar: { url: "assets/index.html" }, top_bar: "https://acme.example/bar" },
  },
  parameters: [{ name: "service", type: "url", required: true }],
};
const english = { app: { name: "Phone", parameters: { service: { label: "Service" } } } };
const files = {
  "manifest.json": manifest,
  "translations/en.json": english,
  "assets/index.html": "<!doctype html><title>Phone</title>",
  "assets/icon_top_bar.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>',
};
type Content = string | object | Uint8Array | null;

function findings(change: Record<string, Content>, symlinks: string[] = []): string[] {
  const encoder = new TextEncoder();
  const entries = Object.entries<Content>({ ...files, ...change }).flatMap(
    ([path, content]): [string, Uint8Array][] => {
      if (content === null) return [];
      if (content instanceof Uint8Array) return [[path, content]];
      return [[path, encoder.encode(typeof content === "string" ? content : JSON.stringify(content))]];
    },
  );
  return checkPackage({ files: new Map(entries), symlinks }).map(
    ({ level, message }) => `${level}: ${message}`,
  );
}

const withManifest = (change: object) => ({ "manifest.json": { ...manifest, ...change } });
const place = (name: string, options: unknown) =>
  withManifest({ location: { support: { [name]: options } } });
const parameters = (...list: object[]) => withManifest({ parameters: list });
const oauth = {
  client_id: "1",
  client_secret: "2",
  authorize_uri: "https://a.example/1",
  access_token_uri: "https://a.example/2",
};
const requirements = (content: object) => ({ "requirements.json": content });
const many = (count: number, item: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${index}`, item]));

function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(24);
  bytes.write("89504e470d0a1a0a", "hex");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test("a package without fault has no findings", () => {
  expect(findings({})).toEqual([]);
});

test.each<[rule: string, change: Record<string, Content>, message: string]>([
  ["a manifest", { "manifest.json": null }, "Could not find manifest.json"],
  [
    "at the root",
    { "manifest.json": null, "app/manifest.json": manifest },
    "app/manifest.json is not at the package's root",
  ],
  ["that is JSON", { "manifest.json": "{" }, "manifest.json is not JSON"],
  ["that is an object", { "manifest.json": "[]" }, "manifest.json is not an object"],
  [
    "keys once",
    { "manifest.json": JSON.stringify(manifest).replace("{", '{"name":"A",') },
    "manifest.json has the key name twice",
  ],
  ["an author", withManifest({ author: undefined }), "manifest.json lacks author"],
  ["a default locale", withManifest({ defaultLocale: undefined }), "manifest.json lacks defaultLocale"],
  ["locations", withManifest({ location: undefined }), "manifest.json lacks location"],
  ["a framework", withManifest({ frameworkVersion: undefined }), "manifest.json lacks frameworkVersion"],
  ["booleans", withManifest({ signedUrls: "yes" }), "signedUrls must be true or false"],
  ["texts", withManifest({ version: 1 }), "version must be text"],
  ["an author of texts", withManifest({ author: { name: 1 } }), "author must have texts"],
  ["experiments as an object", withManifest({ experiments: [] }), "experiments must be an object"],
  ["hosts as texts", withManifest({ domainWhitelist: [1] }), "domainWhitelist must be a list of texts"],
  ["parameters as a list", withManifest({ parameters: {} }), "parameters must be a list"],
  ["the framework of today", withManifest({ frameworkVersion: "1.0" }), "frameworkVersion must be 2.0"],
  ["a locale", withManifest({ defaultLocale: "English" }), "defaultLocale English is not a locale"],
  [
    "its translations",
    withManifest({ defaultLocale: "de" }),
    "there are no translations of the defaultLocale de",
  ],
  [
    "an author's address",
    withManifest({ author: { name: "A", email: "a", url: "ftp://a" } }),
    "author.url is not an address of the web",
  ],
  [
    "an address of terms",
    withManifest({ termsConditionsURL: "terms" }),
    "termsConditionsURL is not an address of the web",
  ],
  ["no templates", withManifest({ noTemplate: true }), "noTemplate is of another framework"],
  ["a known product", withManifest({ location: { mail: {} } }), "there is no product mail"],
  ["a known location", place("sidebar", "assets/index.html"), "there is no location sidebar"],
  [
    "an encrypted address",
    place("top_bar", "http://acme.example/"),
    "the address of top_bar must be https, or of localhost",
  ],
  [
    "a file that is there",
    place("top_bar", "assets/other.html"),
    "the address of top_bar leads to no file: assets/other.html",
  ],
  ["an address at all", place("top_bar", { url: "" }), "top_bar has no address"],
  ["no template as address", place("top_bar", "_legacy"), "top_bar is a template of another framework"],
  [
    "a boolean flexible",
    place("top_bar", { url: "assets/index.html", flexible: 1 }),
    "top_bar.flexible must be true or false",
  ],
  [
    "object types where they belong",
    place("top_bar", { url: "assets/index.html", objectTypes: ["a"] }),
    "top_bar takes no objectTypes",
  ],
  [
    "object types where needed",
    place("custom_object_record_sidebar", "assets/index.html"),
    "custom_object_record_sidebar must name its objectTypes",
  ],
  [
    "no parameter called name",
    parameters({ name: "name" }),
    "the parameter name has a name that Zendesk uses itself",
  ],
  ["parameters once", parameters({ name: "a" }, { name: "a" }), "there are two parameters a"],
  [
    "known types",
    parameters({ name: "a", type: "password" }),
    "the parameter a has the type password, which there is not",
  ],
  [
    "a boolean required",
    parameters({ name: "a", required: 1 }),
    "the parameter a has a required that is not true or false",
  ],
  [
    "hidden or required",
    parameters({ name: "a", type: "hidden", required: true }),
    "the parameter a is hidden and required",
  ],
  [
    "one oauth parameter",
    {
      "manifest.json": {
        ...manifest,
        oauth,
        parameters: [
          { name: "a", type: "oauth" },
          { name: "b", type: "oauth" },
        ],
      },
    },
    "there may be one parameter of the type oauth",
  ],
  [
    "oauth or secure",
    {
      "manifest.json": {
        ...manifest,
        oauth,
        parameters: [{ name: "a", type: "oauth", secure: true, scopes: ["body"] }],
      },
    },
    "the parameter a is oauth and secure",
  ],
  [
    "known scopes",
    parameters({ name: "a", secure: true, scopes: ["cookie"] }),
    "the parameter a has wrong scopes",
  ],
  [
    "scopes of secure parameters",
    parameters({ name: "a", scopes: ["body"] }),
    "the parameter a has scopes and is not secure",
  ],
  [
    "three certificates",
    parameters(...["a", "b", "c", "d"].map((name) => ({ name, type: "mtls", allowed_domain: "a.example" }))),
    "there may be three parameters of the type mtls",
  ],
  [
    "plain certificates",
    parameters({ name: "a", type: "mtls", allowed_domain: "a.example", default: "x" }),
    "the parameter a is mtls and takes neither secure, default nor scopes",
  ],
  [
    "a certificate's domain",
    parameters({ name: "a", type: "mtls", allowed_domain: "https://a.example" }),
    "the parameter a needs an allowed_domain",
  ],
  [
    "all of oauth",
    {
      "manifest.json": {
        ...manifest,
        oauth: { ...oauth, client_id: "" },
        parameters: [{ name: "a", type: "oauth" }],
      },
    },
    "oauth lacks client_id",
  ],
  ["oauth's parameter", withManifest({ oauth }), "there is oauth and no parameter of that type"],
  [
    "no code in requirements only",
    withManifest({ requirementsOnly: true }),
    "a requirementsOnly app has no location",
  ],
  [
    "no sources there",
    {
      "manifest.json": {
        ...manifest,
        requirementsOnly: true,
        location: undefined,
        frameworkVersion: undefined,
      },
      "app.js": "1",
    },
    "a requirementsOnly app has no app.js",
  ],
  [
    "no settings in a listing",
    withManifest({ marketingOnly: true, private: false, location: undefined, frameworkVersion: undefined }),
    "a marketingOnly app has no parameters",
  ],
  [
    "a listing for all",
    withManifest({
      marketingOnly: true,
      location: undefined,
      frameworkVersion: undefined,
      parameters: undefined,
    }),
    "a marketingOnly app is not private",
  ],
  [
    "the Marketplace's experiments",
    withManifest({ private: false, experiments: { other: true } }),
    "the experiment other is not for the Marketplace",
  ],
  [
    "files named for locales",
    { "translations/zh-Hans.json": english },
    "translations/zh-Hans.json is not named for a locale",
  ],
  ["translations that are JSON", { "translations/fr.json": "{" }, "translations/fr.json is not JSON"],
  [
    "leaves below package",
    { "translations/fr.json": { app: { package: { a: { title: "A" } } } } },
    "translations/fr.json has texts of app.package without title and value",
  ],
  [
    "labels",
    { "translations/fr.json": { app: { parameters: { service: {} } } } },
    "translations/fr.json: app.parameters.service has no label",
  ],
  ["a name in English", { "translations/en.json": { app: {} } }, "translations/en.json: app.name is missing"],
  [
    "a listing in English",
    withManifest({ private: false }),
    "translations/en.json: app.long_description is missing",
  ],
  [
    "products that are there",
    { "translations/en.json": { app: { name: "A", sell: { name: "A" } } } },
    "translations/en.json: the app has no locations in sell",
  ],
  ["requirements that are JSON", { "requirements.json": "{" }, "requirements.json is not JSON"],
  [
    "requirements once",
    { "requirements.json": '{"macros":{},"macros":{}}' },
    "requirements.json has the key macros twice",
  ],
  ["known requirements", requirements({ dreams: {} }), "requirements.json: there is no type dreams"],
  [
    "not too many of them",
    requirements({ macros: many(5001, { title: "A" }) }),
    "requirements.json has more than 5000 items",
  ],
  [
    "not too many objects",
    requirements({ custom_objects: { custom_object_types: Array(51).fill({}) } }),
    "requirements.json has too many custom_objects",
  ],
  [
    "one channel",
    requirements({ channel_integrations: many(2, { manifest_url: "/a" }) }),
    "requirements.json has too many channel_integrations",
  ],
  ["titles", requirements({ triggers: { a: {} } }), "requirements.json: triggers.a lacks title"],
  [
    "keys of fields",
    requirements({ user_fields: { a: { title: "A" } } }),
    "requirements.json: user_fields.a lacks key",
  ],
  [
    "whole webhooks",
    requirements({
      webhooks: { a: { name: "A", status: "active", endpoint: "https://a.example", http_method: "POST" } },
    }),
    "requirements.json: webhooks.a lacks request_format",
  ],
  [
    "targets of today",
    requirements({ targets: { a: { title: "A", type: "http_target" } } }),
    "requirements.json: targets of the type http_target are no more",
  ],
  [
    "no requirements of chat",
    { "manifest.json": { ...manifest, location: { chat: {} } }, ...requirements({}) },
    "such an app may have no requirements.json",
  ],
  ["a banner that is PNG", { "assets/banner.png": "GIF" }, "assets/banner.png is not a PNG"],
  [
    "a banner's size",
    { "assets/banner.png": png(640, 480) },
    "assets/banner.png must be 830×200, not 640x480",
  ],
  ["no music", { "assets/ring.mp3": "x" }, "assets/ring.mp3 is of a kind that packages may not have"],
  ["drawings", { "assets/a.svg": "<svg>" }, "assets/a.svg is not an SVG that could be cleaned"],
])("Zendesk does not take a package without %s", (_rule, change, message) => {
  expect(findings(change)).toContain(`error: ${message}`);
});

test.each<[what: string, change: Record<string, Content>, message: string]>([
  [
    "a scripted drawing",
    { "assets/a.svg": "<svg><script>1</script></svg>" },
    "assets/a.svg will be cleaned by Zendesk",
  ],
  [
    "a drawing with a picture",
    { "assets/a.svg": '<svg><image href="a.png"/></svg>' },
    "assets/a.svg embeds an image: Zendesk puts another in its place",
  ],
  [
    "a secret for all to see",
    parameters({ name: "apiToken" }),
    "the parameter apiToken looks secret and is not secure",
  ],
  [
    "a default of a secret",
    parameters({ name: "a", secure: true, scopes: ["body"], default: "x" }),
    "the parameter a is not for everybody and has a default",
  ],
  [
    "a secret without scopes",
    parameters({ name: "a", secure: true }),
    "the secure parameter a has no scopes",
  ],
  [
    "an open address",
    { "assets/a.js": 'fetch("http://acme.example/")' },
    "assets/a.js has an address without encryption: http://acme.example",
  ],
  ["a password in a file", { "assets/a.js": 'const password = "x"' }, "assets/a.js may hold a secret"],
])("Zendesk warns of %s, and takes it", (_what, change, message) => {
  expect(findings(change)).toEqual([`warning: ${message}`]);
});

test("only the Marketplace refuses symbolic links", () => {
  expect(findings({}, ["assets/link"])).toEqual([]);
  expect(findings(withManifest({ private: false }), ["assets/link"])).toContain(
    "error: assets/link is a symbolic link",
  );
});

test.each(["zh-cn", "es-419", "pt-br"])("%s is a locale", (locale) => {
  expect(findings({ [`translations/${locale}.json`]: { app: {} } })).toEqual([]);
});

test("an address may be put together from settings, or be of this machine", () => {
  expect(findings(place("top_bar", "https://{{setting.service}}/bar"))).toEqual([]);
  expect(findings(place("top_bar", "http://localhost:8080/bar"))).toEqual([]);
  expect(findings(place("top_bar", { autoLoad: false }))).toEqual([]);
});
