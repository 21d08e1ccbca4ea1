import { ourSideOf, party } from "@deskline/service/tickets/core/subject";
import { duration } from "@deskline/service/tickets/core/journal";
import { html } from "hono/html";
import type { CallStory } from "./call-book.ts";
import { describeEvent, describeStep } from "./narrate.ts";
import type { Office } from "./office.ts";
import { timeOfDay } from "./time-of-day.ts";
import { callCommand, namesOf, subjectOf, ticketUrl, whyNoTicket } from "./words.ts";

export type Html = ReturnType<typeof html>;
type Summary = NonNullable<CallStory["call"]["summary"]>;

const outcomes = {
  answered: "Answered",
  no_answer: "No answer",
  busy: "Busy",
  failed: "Failed",
  voicemail: "Voicemail",
  abandoned: "Caller gave up",
} as const;

const transports: Record<string, string> = {
  webhook: "webhook",
  websocket: "WebSocket",
  cdr_pull: "read from the CDR",
};

/** One call: what it was, what the PBX told, what was decided and why, and its ticket. */
export function callArticle(story: CallStory, office: Office, isOpen: boolean): Html {
  const { summary } = story.call;
  if (summary === null) return html``;
  return html`<details class="call" id="call-${story.call.id}" ${isOpen ? "open" : ""}>
    <summary>${headline(story, summary, office)}</summary>
    <div class="story">
      ${facts(summary, office)}
      <div class="columns">
        <section>
          <h3>What the PBX told</h3>
          <ol class="timeline">
            ${story.events.map((event) => eventLine(event, office))}
          </ol>
        </section>
        <section>
          <h3>What Deskline decided</h3>
          <ol class="timeline">
            ${story.steps.map((step) => stepLine(step, office))}
            ${
              story.call.logging === "pending"
                ? html`<li class="waiting"><div class="what">Waiting for what comes next</div></li>`
                : ""
            }
          </ol>
        </section>
      </div>
      <p class="command">
        <span>In a terminal</span><code>${callCommand(office.dataDir, story.call.id, process.env)}</code>
      </p>
    </div>
  </details>`;
}

function headline({ call }: CallStory, summary: Summary, office: Office): Html {
  const outside = summary.outsideNumber ?? "withheld";
  const ours = party(ourSideOf(summary), namesOf(office));
  const [from, to] = summary.direction === "outbound" ? [ours, outside] : [outside, ours];
  const outcome = summary.outcome === null ? "In progress" : outcomes[summary.outcome];
  return html`<span class="who">${from} <i aria-label="to">→</i> ${to}</span>
    <span class="chips"
      ><span class="chip ${summary.outcome ?? ""}">${outcome}</span>
      <time datetime="${new Date(summary.startedAt).toISOString()}"
        >${timeOfDay(summary.startedAt)}</time
      ></span
    >
    <span class="ticket">${ticketOf(call, office)}</span>`;
}

function ticketOf({ ticketId, logging, loggingReason }: CallStory["call"], office: Office): Html {
  if (ticketId !== null) {
    return html`<a href="${ticketUrl(office, ticketId)}">#${ticketId}</a> ${subjectOf(office, ticketId)}`;
  }
  if (logging === "pending") return html`<span class="quiet">On its way to Zendesk</span>`;
  return html`<span class="quiet">No ticket: ${whyNoTicket(loggingReason)}</span>`;
}

function facts(call: Summary, office: Office): Html {
  const names = namesOf(office);
  const many = (numbers: string[]): string => numbers.map((number) => party(number, names)).join(", ");
  const rows: [string, string][] = [
    ["Ring", duration(call.ringMs)],
    ["Talk", duration(call.talkMs)],
    ["Rang", many(call.rang)],
    ["Answered by", many(call.answeredBy)],
    ["DID", call.did ?? ""],
    ["Trunk", call.trunk ?? ""],
    ["PBX's call id", call.pbxCallId],
  ];
  const told = rows.filter(([, text]) => text !== "");
  return html`<dl class="facts">
    ${told.map(
      ([label, text]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}

function eventLine(event: CallStory["events"][number], office: Office): Html {
  const { says, kind } = describeEvent(event, office);
  return html`<li>
    <div class="what">${says}</div>
    ${event.reason === null ? "" : html`<div class="trouble">${event.reason}</div>`}
    <details class="raw">
      <summary>
        ${timeOfDay(event.receivedAt.getTime())} · ${kind}
        ${event.seenOn.map((transport) => html`<span class="mark">${transports[transport] ?? transport}</span>`)}
      </summary>
      <pre>${event.envelope}</pre>
    </details>
  </li>`;
}

function stepLine(step: CallStory["steps"][number], office: Office): Html {
  const { what, why, kind } = describeStep(step, office);
  return html`<li class="${kind}">
    <div class="what">${what}</div>
    ${why === "" ? "" : html`<div>${why}</div>`}
    <div class="quiet"><time datetime="${step.at.toISOString()}">${timeOfDay(step.at.getTime())}</time></div>
  </li>`;
}
