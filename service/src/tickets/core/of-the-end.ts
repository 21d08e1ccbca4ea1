import type { TemplateVariable } from "@deskline/shared/admin-ticket-templates";
import type { Node } from "./template.ts";

/** What nobody knows of a call for good before it has ended; the DID comes with its record. */
const ofTheEnd: ReadonlySet<TemplateVariable> = new Set([
  "did",
  "did_name",
  "result",
  "outcome",
  "route",
  "answered_by",
  "transfers",
  "end",
  "ring_time",
  "hold_time",
  "talk_time",
  "ring_seconds",
  "talk_seconds",
  "disposition",
  "note",
  "recording",
]);

/** Whether a template asks for what only the end of a call tells. */
export function waitsForTheEnd(nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    switch (node.kind) {
      case "text":
        return false;
      case "value":
        return ofTheEnd.has(node.name);
      case "if":
        return ofTheEnd.has(node.name) || waitsForTheEnd(node.holds) || waitsForTheEnd(node.otherwise);
    }
  });
}
