import { readFileSync, globSync } from "node:fs";
import { getColor, DEFAULT_THEME } from "@zendeskgarden/react-theming";
import { expect, test } from "vitest";

const source = new URL("..", import.meta.url).pathname;
const named = globSync("**/*.{ts,tsx}", { cwd: source }).flatMap((file) =>
  [...readFileSync(source + file, "utf8").matchAll(/"((?:background|foreground|border|shadow)\.\w+)"/g)].map(
    ([, variable = ""]) => variable,
  ),
);

test.each([...new Set(named)])("Garden has the colour %s in both schemes", (variable) => {
  for (const base of ["light", "dark"] as const) {
    const theme = { ...DEFAULT_THEME, colors: { ...DEFAULT_THEME.colors, base } };
    expect(getColor({ theme, variable })).toMatch(/^(#|rgba?\()/);
  }
});
