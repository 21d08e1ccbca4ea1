import { templateVariables } from "@deskline/shared/admin-ticket-templates";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAtCharacter } from "./cut.ts";
import { renderHtml, renderLine, type Values } from "./render.ts";
import { parseTemplate } from "./template.ts";

const empty = Object.fromEntries(templateVariables.map((name) => [name, ""])) as Values;
const lineOf = (text: string, values: Partial<Values> = {}) =>
  renderLine(parseTemplate(text, "subject"), { ...empty, ...values });
const htmlOf = (text: string, values: Partial<Values> = {}) =>
  renderHtml(parseTemplate(text, "journal"), { ...empty, ...values }, [{ label: "From", text: "<1>" }]);

describe("what a template makes", () => {
  test.each<[string, Partial<Values>, string]>([
    ["", {}, ""],
    ["plain <text> & more", {}, "plain <text> & more"],
    ["{{number}}", { number: "5503309" }, "5503309"],
    ["<{{ number }}>", { number: "5503309" }, "<5503309>"],
    ["{{contact | upper}}", { contact: "Hale" }, "HALE"],
    ["{{contact|lower}}", { contact: "Hale" }, "hale"],
    ['{{contact | or "nobody"}}', {}, "nobody"],
    ['{{contact | or "nobody"}}', { contact: "Hale" }, "Hale"],
    ['{{contact | or "nobody" | upper}}', {}, "NOBODY"],
    ["{{#if did}}DID {{did}}{{/if}}", { did: "1000" }, "DID 1000"],
    ["{{#if did}}DID {{did}}{{/if}}", {}, ""],
    ["{{#if did}}yes{{else}}no{{/if}}", {}, "no"],
    ["{{#if did}}{{#if group}}both{{else}}one{{/if}}{{/if}}!", { did: "1" }, "one!"],
    ["{ {{number}} }", { number: "1" }, "{ 1 }"],
    ["{{note}}", { note: "two\nlines\u2028and\u0000more" }, "two lines and more"],
    ["{{number}}", { number: "{{contact}}" }, "{{contact}}"],
  ])("%s with %j is %j", (text, values, made) => {
    expect(parseTemplate(text, "subject").errors).toEqual([]);
    expect(lineOf(text, values)).toBe(made);
  });

  test("as HTML, everything but the journal's own list is escaped, and lines stay lines", () => {
    expect(htmlOf("Hello <b>\n{{contact}}\n{{journal}}", { contact: "<script>alert(1)</script>" })).toBe(
      "<p>Hello &lt;b&gt;<br>&lt;script&gt;alert(1)&lt;/script&gt;</p><ul><li><b>From</b>: &lt;1&gt;</li></ul>",
    );
  });

  test("nothing becomes markup, whatever the template and the caller are called", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, contact) => {
        const html = htmlOf(`${text}{{contact}}`, { contact });
        expect(html.replaceAll(/<\/?(p|ul|li|b)>|<br>/g, "")).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe("what is wrong is told with its place", () => {
  test.each<[string, [string, number, number, string | null, string | null]]>([
    ["ab {{nmber}}", ["variable_unknown", 5, 5, "nmber", "number"]],
    ["{{ Contact }}", ["variable_unknown", 3, 7, "Contact", "contact"]],
    ["{{qwertz}}", ["variable_unknown", 2, 6, "qwertz", null]],
    ["{{constructor}}", ["variable_unknown", 2, 11, "constructor", null]],
    ["{{#if dd}}x{{/if}}", ["variable_unknown", 6, 2, "dd", "did"]],
    ["{{journal}}", ["journal_elsewhere", 2, 7, "journal", null]],
    ["a {{number", ["not_closed", 2, 2, null, null]],
    ["{{number {{did}}", ["not_closed", 0, 2, null, null]],
    ["a }} b", ["not_opened", 2, 2, null, null]],
    ["{{ }}", ["empty", 0, 5, null, null]],
    ["{{#if did}}x", ["if_not_closed", 0, 11, null, null]],
    ["x{{else}}", ["else_without_if", 1, 8, null, null]],
    ["{{#if did}}{{else}}{{else}}{{/if}}", ["else_without_if", 19, 8, null, null]],
    ["x{{/if}}", ["end_without_if", 1, 7, null, null]],
    ["{{did | uper}}", ["filter_unknown", 8, 4, "uper", "upper"]],
    ["{{did | or}}", ["filter_wrong", 8, 2, "or", null]],
    ['{{did | upper "x"}}', ["filter_wrong", 8, 5, "upper", null]],
    ["{{did number}}", ["filter_wrong", 6, 6, null, null]],
  ])("%s", (text, [kind, at, length, name, suggestion]) => {
    expect(parseTemplate(text, "subject").errors).toEqual([{ kind, at, length, name, suggestion }]);
  });

  test("places count as editors do, past an emoji as well", () => {
    expect(parseTemplate("👩‍👩‍👧 {{x}}", "subject").errors[0]?.at).toBe("👩‍👩‍👧 {{".length);
  });

  test("any text can be read, of any length, and its errors lie within it", () => {
    const braces = fc.constantFrom(
      "{{",
      "}}",
      "{",
      "}",
      "{{#if did}}",
      "{{/if}}",
      "{{else}}",
      "|",
      '"',
      "did",
      " ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(braces, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        for (const { at, length } of parseTemplate(text, "journal").errors)
          expect(at + length).toBeLessThanOrEqual(text.length);
        renderLine(parseTemplate(text, "journal"), empty);
      }),
    );
    expect(parseTemplate("{{#if did}}".repeat(909), "journal").errors).toHaveLength(20);
    const wrong = parseTemplate(`{{#if did}}${"{{abcdefghijk}}".repeat(660)}{{/if}}`, "journal").errors;
    expect(wrong.map(({ kind, at }) => [kind, at])).toEqual(
      Array.from({ length: 20 }, (_, index) => ["variable_unknown", 13 + index * 15]),
    );
    expect(lineOf("{{#if did}}x{{/if}}".repeat(526), { did: "1" })).toHaveLength(526);
  });
});

describe("a subject is cut between what people see as characters", () => {
  const family = "👩‍👩‍👧‍👦";
  test.each<[string, string, number, string]>([
    ["that fits stays", "abc", 3, "abc"],
    ["that is too long", "abcd", 3, "ab…"],
    ["with an emoji at the edge", `ab${family}cd`, 10, "ab…"],
    ["with an emoji that fits", `${family}cdefgh`, 13, `${family}c…`],
    ["with an accent of its own", "ae\u0301bc", 3, "a…"],
    ["with half a character", "a\ud83d", 5, "a\ufffd"],
  ])("%s", (_, text, longest, cut) => {
    expect(cutAtCharacter(text, longest)).toBe(cut);
  });

  test("never longer than allowed, and never half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const cut = cutAtCharacter(text, 255);
        expect(cut.length).toBeLessThanOrEqual(255);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
