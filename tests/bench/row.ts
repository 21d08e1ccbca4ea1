/** One measure, with what it is to be and what the least possible was in the same run. */
export type Row = { what: string; unit: "kB" | "ms"; most: number; measured: number; floor: number };

export function isMet({ measured, most }: Row): boolean {
  return measured <= most;
}

/** The rows as a table of Markdown, so that they can be kept as they were printed. */
export function tableOf(rows: Row[]): string {
  const cells = [
    ["what", "goal", "measured", "floor", "ratio", ""],
    ["---", "---:", "---:", "---:", "---:", "---"],
    ...rows.map((row) => [
      row.what,
      `≤ ${amount(row.most, row)}`,
      amount(row.measured, row),
      amount(row.floor, row),
      (row.measured / row.floor).toFixed(2),
      isMet(row) ? "met" : "MISSED",
    ]),
  ];
  return cells.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function amount(value: number, { unit }: Row): string {
  return `${unit === "kB" || value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
