import type { Zaf } from "../zaf/zaf.ts";
import { Text } from "../zaf/schema.ts";
import type { Scheme } from "./AppTheme.tsx";

/** Follows Zendesk's colour scheme from now on, and asks once for what it is now. */
export function followScheme(zaf: Zaf): (listener: (scheme: Scheme) => void) => () => void {
  return (listener) => {
    const tell = (value: unknown): void => {
      if (value === "dark" || value === "light") listener(value);
    };
    // Older hosts know no colour scheme: then the one in the address stays.
    zaf.get("colorScheme", Text).then(tell, () => undefined);
    return zaf.on("colorScheme.changed", tell);
  };
}
