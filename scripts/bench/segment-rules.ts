/**
 * Rules of Segment Protocols as a large product has them: nullable types, few descriptions, a shared stock of properties beside
 * those of each event. The same every time.
 *
 * @returns what the Public API answers, as JSON
 */
export function segmentRules(count: number): string {
  const rules = Array.from({ length: count }, (_, index) => ruleOf(index));
  return `${JSON.stringify({ data: { rules } }, undefined, 2)}\n`;
}

const TEXT = { type: ["string", "null"] } as const;

/** What most events have some of. */
const STOCK: Readonly<Record<string, object>> = {
  order_id: { type: "string" },
  amount: { type: ["number", "null"] },
  currency: { type: "string", pattern: "^[A-Z]{3}$" },
  plan: { type: "string", enum: ["free", "pro", "team"] },
  coupon: TEXT,
  step: TEXT,
  origin: TEXT,
  referrer: TEXT,
  email: { type: "string", format: "email" },
  count: { type: "integer", minimum: 0 },
  is_first: { type: ["boolean", "null"] },
  items: {
    type: "array",
    items: {
      type: "object",
      properties: { sku: { type: "string" }, quantity: { type: "integer" } },
      required: ["sku"],
    },
  },
  address: { type: "object", properties: { street: { type: "string" }, postcode: TEXT } },
  happened_at: { type: "string", format: "date-time" },
  url: { type: "string", format: "uri" },
};

const NAMES = Object.keys(STOCK);

function ruleOf(index: number): object {
  const shared = Array.from({ length: 9 }, (_, at) => NAMES[(index * 7 + at * 3) % NAMES.length]!);
  const own = [0, 1, 2].map((at) => `part_${index % 50}_${at}`);
  const described = (name: string): object =>
    index % 3 === 0 ? { description: `What ${name} was in case ${index}.` } : {};
  const properties = Object.fromEntries([
    ...shared.map((name) => [name, { ...STOCK[name], ...described(name) }] as const),
    ...own.map((name) => [name, TEXT] as const),
  ]);
  return {
    key: `Thing ${index} Done`,
    type: "TRACK",
    version: 1,
    jsonSchema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      labels: index % 4 === 0 ? { team: "growth" } : {},
      description: index % 5 === 0 ? "" : `Somebody was done with thing ${index}.`,
      properties: {
        context: { type: "object" },
        traits: { type: "object" },
        properties: { type: "object", properties, required: shared.slice(0, 4) },
      },
      required: ["properties"],
    },
  };
}
