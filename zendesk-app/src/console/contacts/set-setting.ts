import type { ContactSettings } from "@deskline/shared/admin-contacts";

/** What a part of the form shows and changes. */
export type SettingFields = {
  values: ContactSettings;
  set<Name extends keyof ContactSettings>(name: Name, value: ContactSettings[Name]): void;
};
