import { z } from "zod";
import type { ZendeskSimulator } from "../zendesk/simulator.ts";
import type { InstalledApp } from "./core/shapes.ts";
import { textOf } from "./core/values.ts";

const Options = z.object({
  url: z.string().default(""),
  signed: z.boolean().optional(),
  autoLoad: z.boolean().default(true),
  size: z.object({ width: z.string().optional(), height: z.string().optional() }).default({}),
});

/** What a host needs of a manifest. */
const Manifest = z.object({
  version: z.string().default(""),
  signedUrls: z.boolean().default(false),
  location: z.object({
    support: z.record(z.string(), z.union([z.string().transform((url) => Options.parse({ url })), Options])),
  }),
});

/** The apps of an account whose packages can be shown; those recorded without a package are left out. */
export function readInstalledApps(zendesk: ZendeskSimulator): InstalledApp[] {
  return zendesk.installedApps().flatMap((app) => {
    const text = (path: string): string | null => {
      const content = app.files.get(path);
      return content === undefined ? null : new TextDecoder().decode(content);
    };
    const manifest = text("manifest.json");
    if (manifest === null || !app.enabled) return [];
    const { version, signedUrls, location } = Manifest.parse(JSON.parse(manifest));
    const locations = Object.entries(location.support).map(([name, options]) => [
      name,
      { ...options, signed: options.signed ?? signedUrls },
    ]);
    const name = textOf(app.settings["name"], app.name);
    const icons = Object.keys(location.support).flatMap((name) => {
      const icon = text(`assets/icon_${name}.svg`);
      return icon === null ? [] : [[name, icon]];
    });
    return [
      {
        appId: app.appId,
        installationId: app.installationId,
        name,
        version,
        settings: { title: name, ...app.settings },
        locations: Object.fromEntries(locations),
        icons: Object.fromEntries(icons),
      },
    ];
  });
}
