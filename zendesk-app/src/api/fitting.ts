import { listLength } from "@deskline/shared/app";

/** As many of them, separated by commas, as one request can name. */
export function fitting(all: (string | number)[]): string {
  let length = 0;
  const named = all.filter((one) => {
    const longer = length + String(one).length + 1;
    if (longer > listLength) return false;
    length = longer;
    return true;
  });
  return named.join(",");
}
