/** @typedef {{ passed: number, failed: number }} Totals */

/**
 * Prints the sum as the last line and sets the exit code.
 * @param {readonly Totals[]} parts
 */
export function conclude(...parts) {
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
