import { TemplatesChecked } from "@deskline/shared/admin-ticket-preview";
import { useEffect, useMemo, useRef, useState } from "react";
import type { z } from "zod";
import { useDebounced } from "../../ui/use-debounced.ts";
import { useConsole } from "../console.tsx";
import { templateKey, type Located, type Template } from "./templates-in.ts";

export type Checked = z.infer<typeof TemplatesChecked>["templates"][number];
/** What the service says of a template; null until it has said it. */
export type Checks = (template: Template) => Checked | null;

const settledMs = 250;
const againMs = 3000;
/** So many are taken at once. */
const most = 50;

/** Has all templates of the page checked, each text once; what got no answer is asked again soon, and at once when `again` changes. */
export function useTemplateChecks(id: string, templates: readonly Located[], again: unknown): Checks {
  const { api } = useConsole();
  const [known, setKnown] = useState<ReadonlyMap<string, Checked>>(new Map());
  const asking = useRef(new Set<string>());
  const [failures, setFailures] = useState(0);
  const wanted = useMemo(
    () => [...new Map(templates.map((one) => [templateKey(one), one])).values()],
    [templates],
  );
  const settled = useDebounced(wanted, settledMs);

  useEffect(() => {
    async function ask(some: readonly Located[]): Promise<void> {
      const body = { templates: some.map(({ place, text, call }) => ({ place, text, call })) };
      try {
        const answer = await api.send("POST", `integrations/${id}/tickets/templates`, body, TemplatesChecked);
        const said = some.flatMap((one, index): [string, Checked][] => {
          const checked = answer.templates[index];
          return checked === undefined ? [] : [[templateKey(one), checked]];
        });
        setKnown((before) => new Map([...before, ...said]));
      } catch {
        // Saving checks them too.
        for (const one of some) asking.current.delete(templateKey(one));
        setTimeout(() => setFailures((count) => count + 1), againMs);
      }
    }
    const missing = settled.filter((one) => !asking.current.has(templateKey(one)));
    for (const one of missing) asking.current.add(templateKey(one));
    for (let from = 0; from < missing.length; from += most) void ask(missing.slice(from, from + most));
  }, [api, id, settled, again, failures]);

  return (template) => known.get(templateKey(template)) ?? null;
}
