import { escapeHtml } from "../pages/layout.ts";

const allowedTags = new Set(
  "a b blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong sub sup table tbody td th thead tr u ul".split(
    " ",
  ),
);
const allowedAttributes = new Set([
  "href",
  "src",
  "alt",
  "title",
  "dir",
  "class",
  "width",
  "height",
  "colspan",
  "rowspan",
]);

/** Cuts HTML down to what Zendesk keeps in a comment: no scripts, styles, handlers or odd link schemes. */
export function sanitizeHtml(html: string): string {
  return html
    .replace(/<(script|style|iframe|object)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<!--[^]*?-->/g, "")
    .replace(
      /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi,
      (_, slash: string, name: string, rest: string) => {
        const tag = name.toLowerCase();
        if (!allowedTags.has(tag)) return "";
        return slash === "/" ? `</${tag}>` : `<${tag}${attributes(rest)}>`;
      },
    )
    .replace(/<(?!\/?[a-z])/gi, "&lt;");
}

function attributes(text: string): string {
  let kept = "";
  for (const [, name, quoted, single, bare] of text.matchAll(
    /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    const key = (name ?? "").toLowerCase();
    const value = quoted ?? single ?? bare ?? "";
    if (!allowedAttributes.has(key)) continue;
    if ((key === "href" || key === "src") && !/^(https?:|mailto:|tel:|\/)/i.test(value.trim())) continue;
    kept += ` ${key}="${value.replaceAll('"', "&quot;")}"`;
  }
  return kept;
}

/** How Zendesk wraps a plain body for display. */
export function htmlFromText(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p dir="auto">${escapeHtml(part).replaceAll("\n", "<br>")}</p>`);
  return wrap(paragraphs.join(""));
}

export function wrap(html: string): string {
  return `<div class="zd-comment" dir="auto">${html}</div>`;
}

export function textFromHtml(html: string): string {
  return html
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}

const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', nbsp: " ", amp: "&" };
