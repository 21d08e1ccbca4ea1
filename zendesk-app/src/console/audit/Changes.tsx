import { Button } from "@zendeskgarden/react-buttons";
import { Code } from "@zendeskgarden/react-typography";
import { useState } from "react";
import { styled } from "styled-components";
import { Hidden } from "../../ui/hidden.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { leafChanges, type LeafChange } from "./leaf-changes.ts";

const List = styled.ul`
  margin: 0;
  padding: 0;
  list-style: none;
  overflow-wrap: anywhere;
`;

type Side = Record<string, unknown> | null;

/** More are shown when somebody wants to see them. */
const mostAtFirst = 6;
const longestAtFirst = 160;

/** Each thing that changed, as it was and as it is; nothing where nothing is told. */
export function Changes({ before, after }: { before: Side; after: Side }) {
  const { t } = useI18n();
  const [isWhole, setWhole] = useState(false);
  const changes = leafChanges(before, after);
  const isShort = changes.length <= mostAtFirst && changes.every(fits);
  if (changes.length === 0) return null;
  return (
    <>
      <List>
        {(isWhole ? changes : changes.slice(0, mostAtFirst)).map((change) => (
          <Change key={change.path.join("\n")} change={change} isWhole={isWhole} />
        ))}
      </List>
      {!isShort && !isWhole && (
        <Button isLink size="small" onClick={() => setWhole(true)}>
          {t("audit.whole")}
        </Button>
      )}
    </>
  );
}

function Change({ change, isWhole }: { change: LeafChange; isWhole: boolean }) {
  const { t } = useI18n();
  const { path } = change;
  const value = (one: unknown) => <Code>{isWhole ? textOf(one) : cut(textOf(one))}</Code>;
  return (
    <li>
      {path.join(" › ")}: {"before" in change && value(change.before)}
      {"before" in change && "after" in change && (
        <>
          {" "}
          <span aria-hidden>→</span>
          <Hidden>{t("audit.becomes")}</Hidden>{" "}
        </>
      )}
      {"after" in change && value(change.after)}
    </li>
  );
}

function fits(change: LeafChange): boolean {
  return [change.before, change.after].every((one) => textOf(one).length <= longestAtFirst);
}

function cut(text: string): string {
  return text.length <= longestAtFirst ? text : `${text.slice(0, longestAtFirst).toWellFormed()}…`;
}

function textOf(value: unknown): string {
  if (value === null) return "–";
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string"))
    return value.join(", ");
  return typeof value === "string" && value !== "" ? value : (JSON.stringify(value) ?? "");
}
