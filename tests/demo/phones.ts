import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { ScriptedCall } from "../world/yeastar/scripted-call.ts";
import type { YeastarSimulator } from "../world/yeastar/simulator.ts";
import type { Html } from "./page-call.ts";
import { pageStyle } from "./page-style.ts";

/** Who can ring the office, by the number that they come with. */
const callers = [
  ["Phillip Huff", "5503309"],
  ["Grace Morris", "+442079460123"],
  ["Somebody unknown", "5550142"],
  ["Somebody withheld", "anonymous"],
] as const;

const deeds: Record<string, { name: string; act(call: ScriptedCall, number: string): void }> = {
  answer: { name: "Answer", act: (call, number) => call.answer(number) },
  decline: { name: "Decline", act: (call, number) => decline(call, number) },
  outsideAnswers: { name: "Answer", act: (call) => call.remoteAnswers() },
  outsideBusy: { name: "Decline", act: (call) => refuse(call) },
  hangUp: { name: "Hang up", act: (call, number) => call.hangUp(number) },
};

type Phone = { number: string; name: string; state: string; deeds: string[] };

/** The desks and the customers' phones, to be used by whoever looks at the demo. Shown beside the workspace. */
export function phonesPage(pbx: YeastarSimulator): Hono {
  const page = new Hono();
  page.get("/", (c) => c.html(wholePage(pbx)));
  page.get("/now", (c) => c.html(body(pbx)));
  page.post("/ring", async (c) => {
    const form = await c.req.formData();
    const [from, to] = [text(form.get("from")), text(form.get("to"))];
    pbx.inbound({ from, did: "1000", to }).ring(to);
    return c.body(null, 204);
  });
  page.post("/:call/:deed", async (c) => {
    const { call, deed } = c.req.param();
    const form = await c.req.formData();
    try {
      deeds[deed]?.act(pbx.call(call), text(form.get("number")));
    } catch {
      // Somebody else was quicker: the page shows how it stands now.
    }
    return c.body(null, 204);
  });
  return page;
}

function decline(call: ScriptedCall, number: string): void {
  call.busy(number);
  call.hangUp();
}

function refuse(call: ScriptedCall): void {
  call.remoteBusy();
  call.hangUp();
}

function wholePage(pbx: YeastarSimulator): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Phones</title>
        <link rel="icon" href="data:," />
        <style>
          ${pageStyle} ${style}
        </style>
      </head>
      <body>
        <main class="phones">${body(pbx)}</main>
        <script>
          ${script};
        </script>
      </body>
    </html>`;
}

function body(pbx: YeastarSimulator): Html {
  const { extensions } = pbx.directory;
  const calls = pbx.calls().toReversed();
  return html`<form action="ring">
      <label
        >Desk
        <select name="to" id="desk">
          ${extensions.map((one) => html`<option value="${one.number}">${one.name} (${one.number})</option>`)}
        </select></label
      >
      <p class="quiet">Rings, called by:</p>
      <div class="buttons">
        ${callers.map(([name, number]) => html`<button name="from" value="${number}">${name}</button>`)}
      </div>
    </form>
    <h2>On the phone</h2>
    ${calls.length === 0 ? html`<p class="quiet">Nobody.</p>` : ""}
    ${calls.map(
      (call) =>
        html`<section class="card">
          ${phonesOf(call, pbx).map(
            (phone) =>
              html`<form action="${call.callId}">
                <input type="hidden" name="number" value="${phone.number}" />
                <p><b>${phone.name}</b> <span class="quiet">${phone.state}</span></p>
                <div class="buttons">
                  ${phone.deeds.map((deed) => html`<button data-deed="${deed}">${deeds[deed]?.name ?? ""}</button>`)}
                </div>
              </form>`,
          )}
        </section>`,
    )}`;
}

/** Everybody who is on the phone, with what they can do now. */
function phonesOf(call: ScriptedCall, pbx: YeastarSimulator): Phone[] {
  const live = call.channels().filter((channel) => channel.status !== "BYE");
  return live.map(({ number, status }) => {
    const desk = pbx.directory.extension(number);
    const rings = status === "RING" || status === "EARLYMEDIA";
    const able = rings ? (desk ? ["answer", "decline"] : ["outsideAnswers", "outsideBusy"]) : ["hangUp"];
    const name = desk?.name ?? callers.find(([, one]) => one === number)?.[0] ?? "Outside";
    return { number, name: `${name} ${number}`, state: states[status], deeds: able };
  });
}

const states = {
  ALERT: "calls",
  RING: "rings",
  EARLYMEDIA: "rings",
  ANSWER: "talks",
  ANSWERED: "talks",
  HOLD: "on hold",
  BYE: "gone",
};

function text(field: FormDataEntryValue | null): string {
  return typeof field === "string" ? field : "";
}

const style = raw(`
.phones { padding: 1rem !important; } .phones label { display: grid; gap: .2rem; color: var(--quiet); font-size: .8125rem; }
.phones select, .phones button { font: inherit; color: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
.phones button { cursor: pointer; } .phones button:hover { border-color: var(--link); }
.phones .buttons { display: flex; flex-wrap: wrap; gap: .4rem; } .phones p { margin: .5rem 0 .35rem; }
.phones h2 { margin-top: 1.5rem; } .card { padding: .25rem 1rem .9rem; margin-bottom: .75rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
`);

/** Looks twice a second, and draws only what is new: a choice that is open stays open. */
const script = raw(`
const main = document.querySelector("main");
let shown = "";
async function look() {
  const answer = await fetch("now").catch(() => null);
  const text = answer?.ok ? await answer.text() : shown;
  if (text === shown) return;
  const desk = document.getElementById("desk")?.value;
  main.innerHTML = shown = text;
  if (desk) document.getElementById("desk").value = desk;
}
addEventListener("submit", async (event) => {
  event.preventDefault();
  const { target: form, submitter } = event;
  const data = new FormData(form, submitter);
  const deed = submitter.dataset.deed;
  const action = form.getAttribute("action");
  await fetch(deed ? action + "/" + deed : action, { method: "POST", body: data });
  await look();
});
setInterval(look, 500);
look();
`);
