import { raw } from "hono/html";

/** The style sheet of the demo's page. */
export const pageStyle = raw(`
:root { color-scheme: light dark;
  --back: light-dark(#f8f9f9, #151a1e); --panel: light-dark(#fff, #1f262b); --line: light-dark(#e1e4e6, #323b42);
  --text: light-dark(#2f3941, #d8dcde); --quiet: light-dark(#68737d, #98a2a9); --link: light-dark(#1f73b7, #75b5e8);
  --green: light-dark(#026848, #7fd3b1); --green-back: light-dark(#edf8f4, #16332a);
  --amber: light-dark(#8c4a0c, #f2b77b); --amber-back: light-dark(#fff4e4, #382a1a);
  --bar: light-dark(#03363d, #0d2327); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
.inner { width: 100%; max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.top { background: var(--bar); color: #fff; }
.top .inner { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; min-height: 3.25rem; padding-block: .5rem; }
.top strong { font-size: 1.0625rem; letter-spacing: .01em; }
.top .mark { border-color: #ffffff4d; color: #fff; }
.top nav { display: flex; gap: 1.25rem; margin-left: auto; } .top a { color: #d5ecef; }
main { padding-block: 2.25rem 4rem !important; }
h1 { margin: 0 0 .35rem; font-size: 1.625rem; line-height: 1.25; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.125rem; font-weight: 600; }
h3 { margin: 0 0 .75rem; font-size: .8125rem; font-weight: 600; color: var(--quiet); }
.lead { margin: 0 0 1.5rem; max-width: 44rem; color: var(--quiet); }
.quiet { color: var(--quiet); }
.banner { margin: 0 0 1rem; padding: .65rem 1rem; border-radius: 6px; background: var(--amber-back); color: var(--amber); font-weight: 500; }
.plays { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: .75rem; margin: 0; }
.plays button { display: grid; gap: .15rem; align-content: start; padding: .85rem 1rem; text-align: left; font: inherit; color: inherit;
  background: var(--panel); border: 1px solid var(--line); border-radius: 8px; cursor: pointer; transition: border-color .12s, box-shadow .12s; }
.plays button:hover { border-color: var(--link); box-shadow: 0 1px 6px light-dark(#1f73b71f, #00000059); }
.plays button:active { background: var(--back); }
.plays b { font-weight: 600; color: var(--link); } .plays span { font-size: .875rem; color: var(--quiet); }
.call { margin-bottom: .75rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
.call > summary { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .85rem 1.25rem; cursor: pointer; list-style: none; border-radius: 8px; }
.call > summary::-webkit-details-marker { display: none; }
.call > summary:hover .who { color: var(--link); }
.who { font-weight: 600; overflow-wrap: anywhere; } .who i { font-style: normal; font-weight: 400; color: var(--quiet); }
.chips { display: flex; gap: .6rem; align-items: center; white-space: nowrap; color: var(--quiet); font-size: .875rem; font-variant-numeric: tabular-nums; }
.chips::after { content: ""; width: .45rem; height: .45rem; margin-inline: .15rem; border: solid; border-width: 0 1.5px 1.5px 0; transform: translateY(-25%) rotate(45deg); }
.call[open] > summary .chips::after { transform: translateY(15%) rotate(225deg); }
.ticket { grid-column: 1 / -1; font-size: .9375rem; overflow-wrap: anywhere; }
.chip, .mark { padding: 0 .55rem; border-radius: 99px; font-size: .75rem; line-height: 1.375rem; font-weight: 500; }
.chip { background: var(--amber-back); color: var(--amber); } .chip.answered { background: var(--green-back); color: var(--green); }
.mark { border: 1px solid var(--line); color: var(--quiet); font-weight: 400; white-space: nowrap; }
.story { padding: 0 1.25rem 1.1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1.25rem; padding: .85rem 0; border-block: 1px solid var(--line); }
.facts dt { font-size: .75rem; color: var(--quiet); } .facts dd { margin: 0; font-size: .9375rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.5rem 2.5rem; }
.columns > section { min-width: 0; }
.timeline .raw .mark { margin-left: .35rem; }
.timeline { margin: 0; padding: 0; list-style: none; font-size: .875rem; }
.timeline li { position: relative; padding: 0 0 1rem 1.25rem; }
.timeline li::before { content: ""; position: absolute; left: 0; top: .4rem; width: .5rem; height: .5rem; border-radius: 50%; background: var(--quiet); }
.timeline li:not(:last-child)::after { content: ""; position: absolute; left: calc(.25rem - .5px); top: 1.15rem; bottom: -.15rem; width: 1px; background: var(--line); }
.timeline li:last-child { padding-bottom: 0; }
.timeline .good::before { background: var(--green); } .timeline .trouble::before { background: var(--amber); }
.timeline .good .what { color: var(--green); } .timeline .trouble .what, div.trouble { color: var(--amber); }
.timeline .waiting::before { background: var(--panel); box-shadow: inset 0 0 0 1.5px var(--quiet); } .waiting .what { color: var(--quiet); }
.what { display: flex; flex-wrap: wrap; gap: .1rem .5rem; align-items: center; font-weight: 600; }
.raw summary { padding-left: 0; width: fit-content; color: var(--quiet); font-size: .8125rem; cursor: pointer; font-variant-numeric: tabular-nums; }
pre, .command code { font: .75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin: .35rem 0 0; padding: .6rem .75rem; border-radius: 6px; background: var(--back); white-space: pre-wrap; overflow-wrap: anywhere; }
.command { display: grid; gap: .2rem; margin: 1.25rem 0 0; } .command span { font-size: .75rem; color: var(--quiet); }
.command code { padding: .5rem .75rem; border-radius: 6px; background: var(--back); overflow-wrap: anywhere; user-select: all; }
@media (max-width: 30rem) { .inner { padding-inline: 1rem; } .call > summary { grid-template-columns: 1fr; } .top nav { margin-left: 0; width: 100%; } .call > summary, .story { padding-inline: 1rem; } }
`);
