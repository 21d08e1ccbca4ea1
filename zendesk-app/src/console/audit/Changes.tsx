import { Code } from "@zendeskgarden/react-typography";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
  overflow-wrap: anywhere;
`;

type Side = Record<string, unknown> | null;

/** Each thing that changed, as it was and as it is; nothing where nothing is told. */
export function Changes({ before, after }: { before: Side; after: Side }) {
  const { t } = useI18n();
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <List>
      {names.map((name) => (
        <li key={name}>
          {name}: {before !== null && name in before && <Code>{shown(before[name])}</Code>}
          {before !== null && name in before && after !== null && name in after && (
            <>
              {" "}
              <span aria-hidden>→</span>
              <Hidden>{t("audit.becomes")}</Hidden>{" "}
            </>
          )}
          {after !== null && name in after && <Code>{shown(after[name])}</Code>}
        </li>
      ))}
    </List>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}
