import { error, textOf, warning, type Finding, type PackageFiles } from "./package.ts";

const blocked = /\.(rar|zip|gz|gzip|pdf|docx?|avi|bin|bz2?|c?sh|jar|mp3|mpe?g|odt|pptx?|xlsx?|7z)$/i;
const pngMark = "89504e470d0a1a0a";
const bannerSizes = ["830x200", "1660x400"];
const insecure = /http:\/\/(?!localhost\b|127\.0\.0\.1\b|www\.w3\.org\/)[\w.-]+/;
const secrets = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bxox[abprs]-[\w-]{10,}/,
  /\b(token|secret|app_key|consumer_secret)\s*[:=]/i,
  /\b(password|secret|api_key|auth_key)\b/i,
];

/** The files themselves, whatever they are for. */
export function checkFiles(files: PackageFiles): Finding[] {
  return [...files.keys()].flatMap((path) => {
    if (blocked.test(path)) return [error(`${path} is of a kind that packages may not have`)];
    if (path === "assets/banner.png") return checkBanner(files.get(path) ?? new Uint8Array());
    if (path.endsWith(".svg")) return checkSvg(path, textOf(files, path) ?? "");
    if (/\.(js|html?|xml|json)$/.test(path)) return checkText(path, textOf(files, path) ?? "");
    return [];
  });
}

/** Width × height of a PNG, or null. */
export function pngSize(content: Uint8Array): string | null {
  const bytes = Buffer.from(content);
  if (bytes.length < 24 || bytes.toString("hex", 0, 8) !== pngMark) return null;
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

function checkBanner(content: Uint8Array): Finding[] {
  const size = pngSize(content);
  if (size === null) return [error("assets/banner.png is not a PNG")];
  return bannerSizes.includes(size) ? [] : [error(`assets/banner.png must be 830×200, not ${size}`)];
}

function checkSvg(path: string, text: string): Finding[] {
  if (!/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>][\s\S]*<\/svg>\s*$/.test(text))
    return [error(`${path} is not an SVG that could be cleaned`)];
  if (/<image\b/i.test(text)) return [warning(`${path} embeds an image: Zendesk puts another in its place`)];
  const isDirty = /<(script|style|foreignObject)\b|\son\w+=|javascript:/i.test(text);
  return isDirty ? [warning(`${path} will be cleaned by Zendesk`)] : [];
}

function checkText(path: string, text: string): Finding[] {
  const address = /\.(js|html?)$/.test(path) ? insecure.exec(text)?.[0] : undefined;
  return [
    ...(address === undefined ? [] : [warning(`${path} has an address without encryption: ${address}`)]),
    ...(secrets.some((secret) => secret.test(text)) ? [warning(`${path} may hold a secret`)] : []),
  ];
}
