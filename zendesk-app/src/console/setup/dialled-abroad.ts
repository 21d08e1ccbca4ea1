import type { DialRules } from "@deskline/shared/admin-pbx";

/** What the PBX is told of an international number, for the example beside the rules. */
export function dialledAbroad(number: string, rules: DialRules): string {
  const digits = number.replaceAll(/\D/g, "");
  const plus = rules.internationalPrefix !== "" ? rules.internationalPrefix : rules.stripPlus ? "" : "+";
  return `${rules.outsidePrefix}${plus}${digits}`;
}
