export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page; `body` must be safe HTML already. */
export function page(title: string, body: string, nav = ""): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${css}</style></head>
<body>${nav}<main>${body}</main></body></html>
`;
}

export function htmlReply(status: number, html: string): Response {
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

const css = `
:root { color-scheme: light dark; --line: light-dark(#d8dcde, #39434b); --muted: light-dark(#68737d, #98a2a9);
  --panel: light-dark(#fff, #1f2a31); --back: light-dark(#f8f9f9, #151d22); --accent: light-dark(#1f73b7, #66b3ee);
  --note: light-dark(#fff7ed, #33291b); }
* { box-sizing: border-box } 
body { margin: 0; background: var(--back); font: 15px/1.5 system-ui, sans-serif }
nav { display: flex; gap: 1.25rem; align-items: baseline; padding: .8rem 1.5rem; background: var(--panel);
  border-bottom: 1px solid var(--line) } nav strong { margin-right: auto }
main { max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem } main.narrow { max-width: 28rem }
h1 { font-size: 1.5rem; margin: 0 0 1rem } h2 { font-size: 1.1rem; margin: 2rem 0 .75rem }
a { color: var(--accent) } .muted { color: var(--muted) }
table { width: 100%; border-collapse: collapse; background: var(--panel); border: 1px solid var(--line) }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-size: .8rem; color: var(--muted); font-weight: 600 }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .35rem 1rem; margin: 0 } dt { color: var(--muted) } dd { margin: 0 }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem }
.card.internal { background: var(--note) } .card header { display: flex; gap: .75rem; margin-bottom: .4rem }
.mark { font-size: .75rem; border: 1px solid var(--line); border-radius: 99px; padding: 0 .6rem; line-height: 1.6rem }
form.consent { max-width: 27rem; margin: 3rem auto } .consent ul { padding-left: 1.1rem }
select, button { font: inherit; padding: .55rem .9rem; border-radius: 4px; border: 1px solid var(--line) }
select { width: 100%; margin: .25rem 0 1.25rem } .buttons { display: flex; gap: .75rem }
button.primary { background: light-dark(#1f73b7, #2b6da3); color: #fff; border-color: transparent; flex: 1 }
`;
