import { AuthorizeUrl } from "@deskline/shared/admin-zendesk";
import { useState } from "react";
import { useConsole } from "../console.tsx";
import { useIntegration } from "../frame/integration.tsx";
import { useAction } from "../ui/use-action.ts";

/**
 * Opens Zendesk's consent in a new tab. The tab is opened within the click, since browsers block what opens later, and
 * gets its address when the service has told it. `blocked` is that address where no tab could be opened.
 */
export function useAuthorize() {
  const { api } = useConsole();
  const { id } = useIntegration();
  const [blocked, setBlocked] = useState<string | null>(null);
  const action = useAction(async (before: (() => Promise<unknown>) | undefined) => {
    await before?.();
    return api.send("POST", `integrations/${id}/zendesk/authorize`, {}, AuthorizeUrl);
  });

  /** `before` has to be done first, such as saving what was typed. */
  async function start(before?: () => Promise<unknown>): Promise<void> {
    if (action.running) return;
    setBlocked(null);
    const tab = window.open("", "_blank");
    const answer = await action.run(before);
    if (answer === undefined) {
      tab?.close();
      return;
    }
    if (tab === null) {
      setBlocked(answer.url);
      return;
    }
    // Zendesk's page is to know nothing of this one.
    tab.opener = null;
    tab.location.replace(answer.url);
  }

  return { start, running: action.running, error: action.error, blocked };
}
