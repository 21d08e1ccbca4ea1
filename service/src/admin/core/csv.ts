/** Signs with which a spreadsheet takes a cell for a formula, and what may stand unseen before them. */
const formula = /^[\s\u200b\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;

/** A line of a CSV file (RFC 4180). What a spreadsheet would compute is kept as text by an apostrophe before it. */
export function csvLine(cells: (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
