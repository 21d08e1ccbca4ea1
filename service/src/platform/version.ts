import manifest from "../../package.json" with { type: "json" };

/** Of the service, and of the app's package that it makes. */
export const version = manifest.version;
