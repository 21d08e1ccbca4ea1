import axe, { type AxeResults, type RunOptions } from "axe-core";
import type { Frame, FrameLocator } from "playwright-core";

type Findings = { passes: number; violations: Finding[] };
type Finding = { id: string; nodes: [html: string, failure: string | undefined][] };

/** What axe finds in one frame of a page. */
export async function axeIn(frame: FrameLocator, options: RunOptions): Promise<Findings> {
  const owner = await frame.owner().elementHandle();
  const inside = await owner?.contentFrame();
  if (inside === null || inside === undefined) throw new Error("the frame is gone");
  return axeOf(inside, options);
}

/**
 * What axe finds in a page's own document or in one frame. It runs there alone: looking through all frames of the
 * page, and carrying what they found to a page of its own, takes several times as long.
 */
export async function axeOf(inside: Frame, options: RunOptions): Promise<Findings> {
  if (!(await inside.evaluate(() => "axe" in globalThis))) await inside.evaluate(axe.source);
  return inside.evaluate(async (runOptions) => {
    const here = (
      globalThis as unknown as { axe: { run(on: Document, how: RunOptions): Promise<AxeResults> } }
    ).axe;
    // Half-way to another colour nothing has the contrast that it is to have.
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    const { passes, violations } = await here.run(document, { ...runOptions, resultTypes: ["violations"] });
    return {
      passes: passes.length,
      violations: violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary }): [string, string | undefined] => [html, failureSummary]),
      })),
    };
  }, options);
}
