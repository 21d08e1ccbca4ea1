/** npm run bench [-- app …]: what was promised to be fast or small, measured beside the least possible. */
import { benchApp } from "./app/bench.ts";
import { benchContacts } from "./contacts/bench.ts";
import { benchHistory } from "./history/bench.ts";
import { isMet, tableOf, type Row } from "./row.ts";

const suites: Record<string, (stack: AsyncDisposableStack) => Promise<Row[]>> = {
  app: benchApp,
  contacts: benchContacts,
  history: benchHistory,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(
    `Nothing to measure is called ${unknown.join(" or ")}. There is: ${Object.keys(suites).join(", ")}`,
  );
  process.exit(1);
}

const rows: Row[] = [];
for (const [name, measure] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await using stack = new AsyncDisposableStack();
  rows.push(...(await measure(stack)));
}
console.log(tableOf(rows));
const missed = rows.filter((row) => !isMet(row)).length;
console.log(`${rows.length - missed} met, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
