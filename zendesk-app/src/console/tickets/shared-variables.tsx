import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n.tsx";
import { Stack } from "../ui/text.ts";
import { Variables } from "./Variables.tsx";

type Insert = (piece: string) => void;
type Writers = {
  /** Counts as written in until another one is. */
  join: (writer: Insert) => () => void;
  turnTo: (writer: Insert) => void;
};

const WritersContext = createContext<Writers | null>(null);

/** Fields that can hold variables, with one list of those below them: what is chosen goes where somebody wrote last. */
export function SharedVariables({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [all, setAll] = useState<readonly Insert[]>([]);
  const last = useRef<Insert | null>(null);
  const [writers] = useState<Writers>(() => ({
    join: (writer) => {
      setAll((before) => [...before, writer]);
      return () => setAll((before) => before.filter((one) => one !== writer));
    },
    turnTo: (writer) => {
      last.current = writer;
    },
  }));

  function insert(piece: string): void {
    const writer = all.find((one) => one === last.current) ?? all[0];
    writer?.(piece);
  }

  return (
    <WritersContext.Provider value={writers}>
      <Stack>
        {children}
        {all.length > 0 && (
          <Variables place="field" title={t("template.shared_variables")} onInsert={insert} />
        )}
      </Stack>
    </WritersContext.Provider>
  );
}

/** Takes what is chosen from the list around; to be called when somebody begins to write here. */
export function useWriter(insert: Insert): () => void {
  const writers = useContext(WritersContext);
  const now = useRef(insert);
  useEffect(() => {
    now.current = insert;
  });
  const [writer] = useState<Insert>(() => (piece: string) => now.current(piece));
  useEffect(() => writers?.join(writer), [writers, writer]);
  return () => writers?.turnTo(writer);
}
