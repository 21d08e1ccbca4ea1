import type { CallStory } from "./call-book.ts";
import { joinBothSides } from "./join.ts";
import { listenToKeys } from "./keys.ts";
import { watchCalls } from "./news.ts";
import { startZafHost } from "../world/zaf-host/start.ts";
import { agentEmail, localTimeZone, startOffice, type Office } from "./office.ts";
import { startPage } from "./page-server.ts";
import { playCall } from "./plays.ts";
import { unlessAborted } from "./processes.ts";
import type { Terminal } from "./terminal.ts";
import { callCommand, describeCall, resultOf, subjectOf, whereToLook } from "./words.ts";

const patienceMs = 60_000;

/**
 * Sets everything up, shows one call, and stays until the signal or a key ends it. What it starts it puts on
 * the stack. @throws when something cannot be started, or when the service ends by itself
 */
export async function runDemo(
  stack: AsyncDisposableStack,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  terminal.title("Deskline demo", "the service, between a simulated PBX and a simulated Zendesk");
  const office = await startOffice(stack, terminal, signal);
  const gone = new AbortController();
  void office.service.exited.then(() => gone.abort());
  try {
    await show(office, stack, terminal, AbortSignal.any([signal, gone.signal]));
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
  if (gone.signal.aborted && !signal.aborted)
    throw new Error(`The service ended by itself. It last said:\n${lastWords(office)}`);
}

async function show(
  office: Office,
  stack: AsyncDisposableStack,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  // The database's modules take a second to load: meanwhile, and not before the service is started.
  const [webhookUrl, { openCallBook }] = await Promise.all([
    joinBothSides(office, stack, terminal, signal),
    import("./call-book.ts"),
  ]);
  const book = await openCallBook(office.dataDir);
  stack.defer(book.close);
  const stage = { office, webhookUrl, terminal };
  const page = await startPage(stage, book);
  stack.defer(page.close);
  const workspace = await startZafHost({
    zendesk: office.zendesk,
    agentEmail,
    timeZone: localTimeZone(),
    links: [
      { title: "Phones", url: `${page.url}/phones/`, beside: true },
      { title: "Demo", url: page.url, beside: false },
    ],
  });
  stack.defer(workspace.close);
  const news = watchCalls(book, signal);

  terminal.heading("A call");
  const coming = news.next(patienceMs);
  await playCall("answered", stage);
  const first = await unlessAborted(coming, signal);
  const ticketId = first?.call.ticketId ?? null;
  if (first === null || ticketId === null) throw new Error(withoutTicket(first, office));
  terminal.story(describeCall(first, office), subjectOf(office, ticketId));
  terminal.heading("Where to look");
  terminal.table([["The workspace", workspace.url], ...whereToLook(office, page.url, ticketId)]);
  terminal.hint("In a terminal, in this directory:", callCommand(office.dataDir, first.call.id, process.env));
  news.each((story) => {
    terminal.line("");
    terminal.story(describeCall(story, office), resultOf(story, office));
  });

  const leave = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => leave.resolve(), { once: true });
  const keys = listenToKeys(process.stdin, {
    ring: () => void playCall("answered", stage),
    quit: leave.resolve,
  });
  stack.defer(keys.close);
  terminal.line(
    keys.listening
      ? "\nPress r to ring again, q or Ctrl-C to stop."
      : "\nIt stays up until it is stopped (Ctrl-C).",
  );
  await leave.promise;
}

function withoutTicket(story: CallStory | null, office: Office): string {
  const reason = story === null ? "not within a minute" : resultOf(story, office);
  return `The first call has no ticket: ${reason}. The service last said:\n${lastWords(office)}`;
}

function lastWords({ service }: Office): string {
  return service.output().trim().slice(-4000);
}
