import { Anchor } from "@zendeskgarden/react-buttons";
import type { ReactNode } from "react";
import { useIntegration } from "../frame/integration.tsx";
import { PersonName } from "./PersonName.tsx";

/** Somebody's profile in Zendesk, in a tab of its own. `children` stand for a name that is none. */
export function PersonLink({
  userId,
  name,
  children,
}: {
  userId: number;
  name: string;
  children?: ReactNode;
}) {
  const { zendesk } = useIntegration();
  return (
    <Anchor
      href={`https://${zendesk.subdomain ?? ""}.zendesk.com/agent/users/${userId}`}
      target="_blank"
      rel="noopener"
    >
      {children ?? <PersonName name={name} />}
    </Anchor>
  );
}
