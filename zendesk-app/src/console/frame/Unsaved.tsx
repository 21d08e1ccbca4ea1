import { createContext, useContext, useEffect, useId, useMemo, useState, type ReactNode } from "react";
import { useBlocker } from "react-router";
import { useI18n } from "../i18n/i18n.tsx";
import { Dialog } from "../ui/Dialog.tsx";

const UnsavedContext = createContext<(form: string, dirty: boolean) => void>(() => undefined);

/** Asks before a page with unsaved changes is left, by whichever way. */
export function Unsaved({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [forms, setForms] = useState<ReadonlySet<string>>(new Set());
  const dirty = forms.size > 0;
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  const note = useMemo(
    () => (form: string, isDirty: boolean) =>
      setForms((before) => {
        if (before.has(form) === isDirty) return before;
        return isDirty ? before.union(new Set([form])) : before.difference(new Set([form]));
      }),
    [],
  );
  return (
    <UnsavedContext.Provider value={note}>
      {children}
      {blocker.state === "blocked" && (
        <Dialog
          title={t("unsaved.title")}
          action={{ label: t("unsaved.leave"), danger: true, run: () => blocker.proceed() }}
          cancel={t("unsaved.stay")}
          onClose={() => blocker.reset()}
        >
          {t("unsaved.text")}
        </Dialog>
      )}
    </UnsavedContext.Provider>
  );
}

/** Says whether a form holds what is not saved; it asks then before it is left. */
export function useUnsaved(dirty: boolean): void {
  const form = useId();
  const note = useContext(UnsavedContext);
  useEffect(() => {
    note(form, dirty);
    return () => note(form, false);
  }, [note, form, dirty]);
}
