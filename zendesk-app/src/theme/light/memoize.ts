/** Asks once per key; the key is the first argument unless `keyOf` makes another. */
export function memoize<Arguments extends unknown[], Result>(
  ask: (...values: Arguments) => Result,
  keyOf: (...values: Arguments) => unknown = (...[first]) => first,
): (...values: Arguments) => Result {
  const answers = new Map<unknown, Result>();
  return (...values) => {
    const key = keyOf(...values);
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Result;
    const answer = ask(...values);
    answers.set(key, answer);
    return answer;
  };
}
