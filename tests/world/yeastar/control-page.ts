import { Hono } from "hono";
import { html } from "hono/html";
import { controlStyle } from "./control-style.ts";
import { scenarioNames, scenarios, type ScenarioName } from "./scenarios.ts";
import type { YeastarSimulator } from "./pbx.ts";
import type { ScriptedCall } from "./scripted-call.ts";

const deed = [
  "ring",
  "answer",
  "hold",
  "unhold",
  "voicemail",
  "busy",
  "remoteRings",
  "remoteAnswers",
  "hangUp",
] as const;
type Deed = (typeof deed)[number];

const deedNames: Record<Deed, string> = {
  ring: "Ring",
  answer: "Answer",
  hold: "Hold",
  unhold: "Resume",
  voicemail: "Voicemail",
  busy: "Decline",
  remoteRings: "Other side rings",
  remoteAnswers: "Other side answers",
  hangUp: "Hang up",
};

/** A page on which a person plays everyone on the phone; plain forms, no script. */
export function controlPage(pbx: YeastarSimulator): Hono {
  const page = new Hono();

  page.get("/", async (context) => {
    const problem = context.req.query("problem");
    const base = context.req.path.replace(/\/$/, "");
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>PBX simulator</title>
            <style>
              ${controlStyle}
            </style>
          </head>
          <body>
            <header>
              <h1>PBX simulator</h1>
              <p>${pbx.url} · serial ${pbx.sn} · <a href="${base}/">Reload</a></p>
            </header>
            ${problem ? html`<p role="alert">${problem}</p>` : ""}
            <main>
              ${callForms(pbx, base)} ${callList(pbx, base)} ${deliveryList(pbx)} ${unexpectedList(pbx)}
            </main>
          </body>
        </html>`,
    );
  });

  page.post("/calls", async (context) => {
    const form = await context.req.formData();
    return attempt(context.req.path, "/calls", () => startCall(pbx, (name) => textOf(form.get(name))));
  });

  page.post("/calls/:id/:deed", async (context) => {
    const form = await context.req.formData();
    const { id, deed: wanted } = context.req.param();
    return attempt(context.req.path, `/calls/${id}/${wanted}`, () =>
      act(pbx.call(id), wanted, textOf(form.get("extension"))),
    );
  });

  page.post("/scenarios", async (context) => {
    const form = await context.req.formData();
    const wanted = scenarioNames().find((name) => name === form.get("name"));
    return attempt(context.req.path, "/scenarios", () => (wanted ? play(pbx, wanted) : undefined));
  });

  return page;
}

function textOf(field: FormDataEntryValue | null): string {
  return typeof field === "string" ? field : "";
}

/** Does it and goes back to the page, with the reason when it cannot be done. */
function attempt(path: string, own: string, act: () => void): Response {
  const home = `${decodeURI(path).slice(0, -own.length)}/`;
  try {
    act();
    return new Response(null, { status: 303, headers: { Location: home } });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    return new Response(null, {
      status: 303,
      headers: { Location: `${home}?problem=${encodeURIComponent(problem)}` },
    });
  }
}

function play(pbx: YeastarSimulator, name: ScenarioName): void {
  scenarios[name](pbx);
}

function startCall(pbx: YeastarSimulator, field: (name: string) => string): void {
  switch (field("direction")) {
    case "inbound": {
      const call = pbx.inbound({ from: field("from"), to: field("to"), did: field("did") });
      for (const extension of phonesOf(pbx, field("to"))) call.ring(extension);
      return;
    }
    case "outbound":
      return void pbx.outbound({ extension: field("from"), to: field("to") });
    default:
      return void pbx.internal({ from: field("from"), to: field("to") });
  }
}

/** Whose phones ring when this number is called. */
function phonesOf(pbx: YeastarSimulator, number: string): readonly string[] {
  const { ringGroups, queues } = pbx.directory;
  const group = ringGroups.find((each) => each.number === number);
  const queue = queues.find((each) => each.number === number);
  if (group) return group.members;
  if (queue) return queue.agents;
  return pbx.directory.extension(number) ? [number] : [];
}

function act(call: ScriptedCall, wanted: string, extension: string): void {
  switch (deed.find((each) => each === wanted)) {
    case "ring":
      return call.ring(extension);
    case "answer":
      return call.answer(extension);
    case "hold":
      return call.hold(extension);
    case "unhold":
      return call.unhold(extension);
    case "voicemail":
      return call.voicemail(extension);
    case "busy":
      return call.busy(extension);
    case "remoteRings":
      return call.remoteRings();
    case "remoteAnswers":
      return call.remoteAnswers();
    case "hangUp":
      return call.hangUp(extension === "" ? undefined : extension);
    case undefined:
      throw new Error(`nobody knows how to ${wanted}`);
  }
}

function extensionSelect(pbx: YeastarSimulator, name: string, label: string) {
  return html`<label
    >${label}
    <select name="${name}">
      ${pbx.directory.extensions.map((each) => html`<option value="${each.number}">${each.number} ${each.name}</option>`)}
    </select></label
  >`;
}

function callForms(pbx: YeastarSimulator, base: string) {
  const { extensions, ringGroups, queues, ivrs } = pbx.directory;
  const destinations = [...extensions, ...ringGroups, ...queues, ...ivrs];
  return html`<section>
    <h2>New call</h2>
    <form method="post" action="${base}/calls">
      <input type="hidden" name="direction" value="inbound" />
      <label>From <input name="from" value="5503309" size="14" /></label>
      <label>DID <input name="did" value="1000" size="6" /></label>
      <label
        >To
        <select name="to">
          ${destinations.map((each) => html`<option value="${each.number}">${each.number} ${each.name}</option>`)}
        </select></label
      >
      <button class="primary">Ring in</button>
    </form>
    <form method="post" action="${base}/calls">
      <input type="hidden" name="direction" value="outbound" />
      ${extensionSelect(pbx, "from", "From")}
      <label>To <input name="to" value="+442079460123" size="14" /></label>
      <button>Dial out</button>
    </form>
    <form method="post" action="${base}/scenarios">
      <label
        >Whole call
        <select name="name">
          ${scenarioNames().map((name) => html`<option>${name}</option>`)}
        </select></label
      >
      <button>Play</button>
    </form>
  </section>`;
}

function callList(pbx: YeastarSimulator, base: string) {
  const calls = pbx.calls();
  return html`<section>
    <h2>Calls</h2>
    ${calls.length === 0 ? html`<p class="quiet">Nobody is on the phone.</p>` : ""}
    ${calls.map(
      (call) =>
        html`<article>
          <h3>${call.callId}</h3>
          <ul>
            ${call.channels().map(({ number, status }) => html`<li><b>${number}</b> <span class="${status}">${status}</span></li>`)}
          </ul>
          <form method="post">
            ${extensionSelect(pbx, "extension", "Phone")}
            ${deed.map(
              (each) =>
                html`<button
                  formaction="${base}/calls/${call.callId}/${each}"
                  class="${each === "hangUp" ? "danger" : ""}"
                >
                  ${deedNames[each]}
                </button>`,
            )}
          </form>
        </article>`,
    )}
  </section>`;
}

function deliveryList(pbx: YeastarSimulator) {
  const newest = pbx.deliveries().slice(-40).toReversed();
  return html`<section>
    <h2>Deliveries</h2>
    ${newest.length === 0 ? html`<p class="quiet">Nothing has been sent yet.</p>` : ""}
    <table>
      ${newest.map(
        ({ at, type, url, attempt, status, error, body }) =>
          html`<tr>
            <td>${new Date(at).toISOString().slice(11, 19)}</td>
            <td>${type}</td>
            <td>${url}</td>
            <td>${attempt > 1 ? `attempt ${attempt}` : ""}</td>
            <td>${status ?? error ?? "under way"}</td>
            <td><code>${body.slice(0, 160)}</code></td>
          </tr>`,
      )}
    </table>
  </section>`;
}

function unexpectedList(pbx: YeastarSimulator) {
  const notes = pbx.unexpected();
  if (notes.length === 0) return "";
  return html`<section>
    <h2>Not understood</h2>
    <ul>
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}
