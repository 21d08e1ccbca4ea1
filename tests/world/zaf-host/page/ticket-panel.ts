import type { Lists, ZafComment } from "../core/shapes.ts";
import type { Commands } from "./commands.ts";
import { fill, h } from "./dom.ts";
import { phoneList } from "./phones.ts";
import { ticketTree } from "./tickets.ts";
import type { TicketTab } from "./types.ts";

export type Panel = { element: HTMLElement; render(): void };

const statuses = ["new", "open", "pending", "hold", "solved"];

/** A ticket, submitted or new: its fields, the conversation, and the box to write in. */
export function ticketPanel(
  tab: TicketTab,
  tray: HTMLElement,
  lists: () => Lists,
  commands: Commands,
): Panel {
  const id = (name: string): string => `${tab.id}-${name}`;
  const requester = h("select", {
    id: id("requester"),
    onchange: () => {
      if (requester.value !== "") void commands.setRequester(tab, Number(requester.value));
    },
  });
  const phones = h("div");
  const assignee = h("output", {});
  const tags = h("output", {});
  const status = h(
    "select",
    {
      id: id("status"),
      onchange: () => commands.edit(tab, () => (tab.draft = { ...tab.draft, status: status.value })),
    },
    ...statuses.map((one) => h("option", { value: one }, one)),
  );
  const subject = h("input", {
    id: id("subject"),
    class: "subject",
    "aria-label": "Subject",
    placeholder: "Subject",
    oninput: () => commands.edit(tab, () => (tab.draft = { ...tab.draft, subject: subject.value })),
  });
  const heading = h("h1", { class: "unseen" });
  const conversation = h("div", { class: "conversation" });
  const kind = h(
    "select",
    {
      "aria-label": "Kind of comment",
      onchange: () =>
        commands.edit(tab, () => {
          const type = kind.value === "internalNote" ? "internalNote" : "publicReply";
          tab.comment = { ...tab.comment, type };
        }),
    },
    h("option", { value: "publicReply" }, "Public reply"),
    h("option", { value: "internalNote" }, "Internal note"),
  );
  const text = h("textarea", {
    id: id("comment"),
    rows: 5,
    "aria-label": "Comment",
    placeholder: "Write here",
    oninput: () => commands.edit(tab, () => (tab.comment = { ...tab.comment, text: text.value })),
  });
  const submit = h("button", { type: "button", class: "primary", onclick: () => void commands.save(tab) });
  const held = h("span", { class: "muted" });
  const callButton = h(
    "button",
    { type: "button", onclick: () => commands.dialOut(tab.phones[0] ?? null, "ticket_editor") },
    "Call requester",
  );

  const element = h(
    "div",
    { class: "ticket" },
    h(
      "form",
      { class: "fields", "aria-label": "Fields", onsubmit: (event: Event) => event.preventDefault() },
      field("Requester", requester),
      phones,
      field("Assignee", assignee),
      field("Status", status),
      field("Tags", tags),
    ),
    h(
      "div",
      { class: "middle" },
      h("header", {}, heading, subject),
      conversation,
      h("div", { class: "composer" }, h("div", { class: "row" }, kind, callButton), text),
      h("footer", { class: "row" }, held, submit),
    ),
    tray,
  );

  function render(): void {
    const tree = ticketTree(tab);
    const people = lists().users;
    const current = tab.requester;
    const missing = current !== null && !people.some((person) => person.id === current.id);
    const options = [
      h("option", { value: "" }, "Choose a requester"),
      ...(missing ? [h("option", { value: current.id }, current.name)] : []),
      ...people.map((person) => h("option", { value: person.id }, person.name)),
    ];
    requester.replaceChildren(...options);
    requester.value = String(current?.id ?? "");
    fill(phones, phoneList(tab.phones, commands));
    assignee.value = tab.ticket?.assignee.user?.name ?? "–";
    tags.value = (tree["tags"] as string[]).join(" ") || "–";
    status.value = String(tree["status"]);
    heading.textContent = tab.ticket === null ? "New ticket" : `Ticket ${tab.ticket.id}`;
    setText(subject, String(tree["subject"]));
    setText(text, tab.comment.text);
    kind.value = tab.comment.type;
    element.classList.toggle("internal", tab.comment.type === "internalNote");
    fill(conversation, ...(tab.ticket?.comments ?? []).toReversed().map(commentArticle));
    submit.textContent = `Submit as ${String(tree["status"])}`;
    submit.disabled = tab.heldBack !== null;
    held.textContent = tab.heldBack ?? "";
  }

  return { element, render };
}

/** The caret stays where somebody is writing. */
function setText(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (field.value !== value) field.value = value;
}

function field(name: string, control: HTMLElement): HTMLElement {
  return h("label", { class: "field" }, h("span", {}, name), control);
}

function commentArticle(comment: ZafComment): HTMLElement {
  const body = h("div", { class: "body" });
  // Cleaned by the simulated account, as Zendesk does it.
  body.innerHTML = comment.value;
  const time = h("time", { datetime: comment.createdAt }, new Date(comment.createdAt).toLocaleString());
  const mark = comment.public ? null : h("span", { class: "mark" }, "Internal");
  return h(
    "article",
    { class: comment.public ? "comment" : "comment internal" },
    h("header", {}, h("strong", {}, comment.author.name), mark, time),
    body,
  );
}
