const known = new Map<string, string>();

/**
 * Adds, subtracts, multiplies and divides lengths of one unit: "(32px - 16px) / 2" is "8px". Garden does so with every
 * component that it draws, by polished, which makes its parser anew each time.
 */
export function math(formula: string): string {
  let result = known.get(formula);
  if (result === undefined) {
    const units = new Set(formula.match(/[a-z%]+/g));
    if (units.size > 1) throw new TypeError(`Of several units: ${formula}`);
    result = `${valueOf(formula)}${[...units].join("")}`;
    known.set(formula, result);
  }
  return result;
}

function valueOf(formula: string): number {
  const tokens = formula.match(/\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  let at = 0;

  function sum(): number {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      value = tokens[at++] === "+" ? value + product() : value - product();
    }
    return value;
  }

  function product(): number {
    let value = factor();
    while (tokens[at] === "*" || tokens[at] === "/") {
      value = tokens[at++] === "*" ? value * factor() : value / factor();
    }
    return value;
  }

  function factor(): number {
    const token = tokens[at++];
    if (token === "-") return -factor();
    if (token !== "(") return Number(token);
    const value = sum();
    at += 1;
    return value;
  }

  const value = sum();
  if (Number.isNaN(value) || at !== tokens.length) throw new TypeError(`Not a formula: ${formula}`);
  return value;
}
