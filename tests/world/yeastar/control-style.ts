import { raw } from "hono/html";

/** The style sheet of the control page. */
export const controlStyle = raw(`
:root { color-scheme: light dark; --edge: light-dark(#d8dcde, #3a4045); --quiet: light-dark(#68737d, #9aa4ac); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#f8f9f9, #14181b); color: light-dark(#2f3941, #e9ebed); }
header, main { max-width: 68rem; margin: 0 auto; padding: 1rem 1.5rem; }
h1 { margin: 0; font-size: 1.4rem; } h2 { margin: 0 0 .75rem; font-size: 1.05rem; } h3 { margin: 0; font: 600 .9rem ui-monospace, monospace; }
header p, .quiet { margin: 0; color: var(--quiet); }
section { margin-bottom: 1rem; padding: 1rem 1.25rem; border: 1px solid var(--edge); border-radius: 8px; background: light-dark(#fff, #1c2226); overflow-x: auto; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-bottom: .75rem; }
label { display: grid; gap: .15rem; font-size: .8rem; color: var(--quiet); }
input, select, button { height: 2.2rem; font: inherit; font-size: .9rem; color: inherit; padding: .35rem .6rem; border: 1px solid var(--edge); border-radius: 5px; background: light-dark(#fff, #14181b); }
button { cursor: pointer; } button:hover { border-color: #1f73b7; }
:focus-visible { outline: 2px solid #1f73b7; outline-offset: 1px; }
.primary { background: #1f73b7; border-color: #1f73b7; color: #fff; } .danger { border-color: #cc3340; color: light-dark(#cc3340, #ff8a94); }
article { padding: .75rem 0; border-top: 1px solid var(--edge); }
article ul { display: flex; flex-wrap: wrap; gap: 1rem; margin: .35rem 0 .6rem; padding: 0; list-style: none; }
.RING, .ALERT, .EARLYMEDIA { color: light-dark(#ad5918, #ffb057); } .ANSWER, .ANSWERED { color: light-dark(#038153, #5ae0a9); } .BYE { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-size: .85rem; } td { padding: .2rem .75rem .2rem 0; border-top: 1px solid var(--edge); vertical-align: top; }
code { font-size: .75rem; color: var(--quiet); word-break: break-all; }
[role="alert"] { max-width: 65rem; margin: 0 auto; padding: .6rem 1rem; border-left: 4px solid #cc3340; background: light-dark(#fff0f1, #3b1a1d); }
`);
