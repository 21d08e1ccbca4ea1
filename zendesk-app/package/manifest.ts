import { Location } from "@deskline/shared/app";

export type PackageOptions = {
  /** Address under which browsers reach the service. */
  url: string;
  /** Which integration it is the app of: two PBXs may share one Zendesk account. */
  integrationKey: string;
  name: string;
  version: string;
};

const sizes: Partial<Record<Location, { width?: string; height: string }>> = {
  ticket_sidebar: { height: "480px" },
  new_ticket_sidebar: { height: "480px" },
  user_sidebar: { height: "480px" },
  top_bar: { width: "320px", height: "520px" },
};

/**
 * The manifest of the private app. Every location is a page of the service, to which Zendesk posts a signed
 * token; nothing of the app's code is in the package.
 */
export function manifestOf({ url, integrationKey, name, version }: PackageOptions): object {
  const base = `${url.replace(/\/+$/, "")}/zendesk-app/${encodeURIComponent(integrationKey)}`;
  const support = Location.options.map((location) => {
    const size = sizes[location];
    const flexible = location.endsWith("_sidebar") ? { flexible: true } : {};
    return [location, { url: `${base}/${location}`, ...flexible, ...(size === undefined ? {} : { size }) }];
  });
  return {
    name,
    author: { name: "Deskline", email: "support@deskline.example" },
    defaultLocale: "en",
    private: true,
    location: { support: Object.fromEntries(support) },
    version,
    frameworkVersion: "2.0",
    signedUrls: true,
    singleInstall: false,
  };
}
