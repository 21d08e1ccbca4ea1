export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Columns aligned, ends trimmed. An empty table says so. */
export function printTable(head: string[], rows: string[][]): void {
  if (rows.length === 0) return print("Nothing to show.");
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [head, ...rows]) {
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}

/** Each text behind its label, the texts below one another. */
export function printLabelled(lines: [label: string, text: string][]): void {
  const width = Math.max(...lines.map(([label]) => label.length));
  for (const [label, text] of lines) print(`${label.padEnd(width)}  ${text}`);
}
