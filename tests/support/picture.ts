import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Keeps what somebody saw when a test failed, and says where. */
export async function keepPicture(page: Page, name: string, index: number): Promise<void> {
  const path = join(tmpdir(), `deskline-${name.replaceAll(/\W+/g, "-").slice(0, 60)}-${index}.png`);
  await page.screenshot({ path });
  process.stderr.write(`What was seen: ${path}\n`);
}
