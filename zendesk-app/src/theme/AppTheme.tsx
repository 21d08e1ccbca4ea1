import { DEFAULT_THEME, ThemeProvider } from "@zendeskgarden/react-theming";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { Ground } from "./ground.ts";

export type Scheme = "light" | "dark";

type Props = {
  scheme: Scheme;
  /** Tells of each change; returns what stops it. */
  onChange: (listener: (scheme: Scheme) => void) => () => void;
  dir: "ltr" | "rtl";
  children: ReactNode;
};

/** Garden's theme in Zendesk's colour scheme. */
export function AppTheme({ scheme: first, onChange, dir, children }: Props) {
  const [scheme, setScheme] = useState(first);
  useEffect(() => onChange(setScheme), [onChange]);
  const theme = useMemo(
    () => ({ ...DEFAULT_THEME, rtl: dir === "rtl", colors: { ...DEFAULT_THEME.colors, base: scheme } }),
    [scheme, dir],
  );
  return (
    <ThemeProvider theme={theme}>
      <Ground />
      {children}
    </ThemeProvider>
  );
}
