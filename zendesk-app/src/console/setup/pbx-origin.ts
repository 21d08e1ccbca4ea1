/** Whether what is typed leads to another address than the stored one, to which the stored secret is not sent. */
export function isOtherAddress(stored: string | null, typed: string): boolean {
  const text = typed.trim();
  return text !== "" && (URL.parse(text)?.origin ?? text) !== (stored ?? "");
}
