import { lazy } from "react";

/** What an agent may not need: one file with all of it, which is smaller than many, loaded when some of it is wanted. */
export const loadOpened = () => import("./opened.ts");

export const ContactBox = lazy(() => loadOpened().then(({ ContactBox: it }) => ({ default: it })));
export const NoteField = lazy(() => loadOpened().then(({ NoteField: it }) => ({ default: it })));
export const SettingsPanel = lazy(() => loadOpened().then(({ SettingsPanel: it }) => ({ default: it })));
export const TransferBox = lazy(() => loadOpened().then(({ TransferBox: it }) => ({ default: it })));
