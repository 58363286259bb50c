import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { schemaEmitter } from "../../../../src/emit/schema/schema-emitters.ts";
import { readPlan } from "../../../../src/read/read-plan.ts";
import { makePlan } from "../../../support/make-plan.ts";

const validate = new Ajv({ strict: false }).compile(
  JSON.parse(schemaEmitter.emit(makePlan())[0]!.body) as object,
);

/** Who finds no fault with a plan. */
function judge(yaml: string): { readonly editor: boolean; readonly reader: boolean } {
  const bytes = new TextEncoder().encode(yaml);
  return { editor: validate(parse(yaml)), reader: readPlan({ file: "plan.yaml", bytes }).plan !== undefined };
}

const head = "plan: 1\nname: shop\n";
const identity = "identity: { user_id: { format: uuid, prefix: user_ } }\n";
const shared =
  "properties: { code: { type: string, pattern: '[a-z]+' }, tags: { type: array, items: { type: string } } }\n";
const ofProperty = (body: string): string =>
  `${head}${identity}${shared}events: { paid: { description: Paid., properties: { one: { type: number }, x: ${body} } } }\n`;
const ofShared = (body: string): string =>
  `${head}${identity}properties: { x: ${body} }\nevents: { paid: { description: Paid. } }\n`;
const ofEvent = (body: string): string => `${head}${identity}events: { paid: ${body} }\n`;
const ofIds = (body: string): string =>
  `${head}identity: { user_id: ${body} }\nevents: { paid: { description: Paid. } }\n`;

const REFUSED: readonly (readonly [of: (body: string) => string, body: string])[] = [
  [ofProperty, "{ type: array }"],
  [ofProperty, "{ type: map }"],
  [ofProperty, "{ type: object }"],
  [ofProperty, "{ type: enum }"],
  [ofProperty, "{ type: enum, values: [] }"],
  [ofProperty, "{ type: enum, values: {} }"],
  [ofProperty, "{ type: enum, values: [a, a] }"],
  [ofProperty, "{ type: enum, values: [a, 1] }"],
  [ofProperty, "{ type: integer, values: [a] }"],
  [ofProperty, "{ type: integer, values: [1.5] }"],
  [ofProperty, "{ type: integer, values: { a: One } }"],
  [ofProperty, "{ type: string, min: 1 }"],
  [ofProperty, "{ type: number, values: [1] }"],
  [ofProperty, "{ use: code, type: number, max_length: 5 }"],
  [ofProperty, "{ type: string, pattern_unsafe: It is short. }"],
  [ofProperty, "{ type: string, default: a, const: b }"],
  [ofProperty, "{ type: number, default: 1, computed: one * 2 }"],
  [ofProperty, "{ type: string, default: a, optional: true }"],
  [ofProperty, "{ type: array, items: {} }"],
  [ofProperty, "{ type: array, items: { type: map } }"],
  [ofProperty, "{ type: object, properties: { a: { type: array } } }"],
  [ofShared, "{ description: Anything. }"],
  [ofShared, "{ type: array }"],
  [ofEvent, "{ description: Paid., source: both }"],
  [ofEvent, "{ description: Paid., owner_side: server }"],
  [ofEvent, "{ description: Paid., deprecated: { reason: Old. } }"],
  [ofEvent, "{ description: Paid., status: live, deprecated: { reason: Old. } }"],
  [ofIds, "{ format: pattern }"],
  [ofIds, "{ format: uuid, pattern: '[a-z]+' }"],
  [ofIds, "{ format: ulid, length: 12 }"],
  [ofIds, "{ format: integer, prefix: u_ }"],
  [ofIds, "{ forms: [{ format: uuid, prefix: u_ }, { format: pattern, prefix: v_ }] }"],
];

const TAKEN: typeof REFUSED = [
  [ofProperty, "{ type: array, items: { type: string } }"],
  [ofProperty, "{ type: array, items: { use: code } }"],
  [ofProperty, "{ use: tags, min_items: 1 }"],
  [ofProperty, "{ use: tags, type: array }"],
  [ofProperty, "{ use: code, pattern_unsafe: It is short. }"],
  [ofProperty, "{ use: code, min_length: 1 }"],
  [ofProperty, "{ type: object, properties: {} }"],
  [ofProperty, "{ type: enum, values: { a: One, 2: Two } }"],
  [ofProperty, "{ type: integer, values: { 1: One, -2: Two } }"],
  [ofProperty, "{ type: string, default: a, optional: false }"],
  [ofShared, "{ type: string, pattern: '(a|b)+', pattern_unsafe: It is short. }"],
  [ofEvent, "{ description: Paid., source: both, owner_side: client, idempotency: { key: once } }"],
  [ofEvent, "{ description: Paid., status: deprecated, deprecated: { reason: Old. } }"],
  [ofIds, "{ format: pattern, pattern: 'u_[a-z]{9}' }"],
  [ofIds, "{ format: integer, prefix: u_, reused: false }"],
];

describe("the editor and the reader", () => {
  test.each(REFUSED)("refuse %o %s", (of, body) => {
    expect(judge(of(body))).toEqual({ editor: false, reader: false });
  });

  test.each(TAKEN)("take %o %s", (of, body) => {
    expect(judge(of(body))).toEqual({ editor: true, reader: true });
  });
});
