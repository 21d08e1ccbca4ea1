export { ContactBox } from "./ContactBox.tsx";
export { CorrectBox } from "./CorrectBox.tsx";
export { NoteField } from "./NoteField.tsx";
export { SettingsPanel } from "./SettingsPanel.tsx";
export { ShownTip } from "./ShownTip.tsx";
export { TransferBox } from "./TransferBox.tsx";
