import * as fc from "fast-check";
import { hasNameInCode, isName, looseForm, pascalCase } from "../../src/plan/names.ts";
import { JAVASCRIPT_NAMES } from "../../src/plan/reserved-names.ts";

/** A plan file as a value, before it is text. */
export type PlanFileValue = Readonly<Record<string, unknown>>;

type Body = Readonly<Record<string, unknown>>;

function merge(...parts: readonly Body[]): Body {
  return Object.assign({}, ...parts) as Body;
}

/** Text with everything that could break out of generated files. */
const text: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "*/",
        "/*",
        "`",
        "${x}",
        "\\",
        '"',
        "'",
        "\n",
        "\r\n",
        "\u2028",
        "\u202E",
        "</script>",
        "<!--",
      ),
      fc.constantFrom(
        "@deprecated",
        "{@link x}",
        "|",
        "#",
        "- ",
        "$&",
        "\t",
        "👍",
        "\u200F",
        "export const x = 1;",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `A${parts.join("")}.`);

/** The same on one line, for what the format takes no more of. */
const line = text.map((lines) => lines.replaceAll("\n", " "));

/** An address of the web, with what Markdown and comments take for their own. */
const address = fc
  .webUrl({ withFragments: true, withQueryParameters: true })
  .map((url) => `${url}*/)\`|{@x}&copy;<!--`);

const word = fc.oneof(
  fc.constantFrom(
    "delete",
    "class",
    "default",
    "import",
    "new",
    "this",
    "null",
    "async",
    "type",
    "undefined",
  ),
  fc.constantFrom(
    "name",
    "length",
    "event",
    "currency",
    "Order Total",
    "item-count",
    "then",
    "z",
    "plan",
    "text",
  ),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_ -]{0,6}[a-z0-9]$/u).filter(isName),
);

/** Names as real plans have them, with all that YAML, TypeScript, Markdown and HogQL take for more than a name. */
const oddWord = fc.oneof(
  fc.constantFrom(
    "signup:done",
    "billing.invoice/paid",
    "[B] export?",
    "&save",
    "2fa_enabled",
    "_hidden",
    "größe",
    "支払い/完了",
    "заказ оплачен",
    "ﬁle ²",
    "𐐨 long letter",
    "404",
    "k\u200dl",
  ),
  fc.constantFrom(
    "a`b",
    "``x",
    'it\'s "so"',
    "x */ y",
    "/* x",
    "${x}",
    "x\\",
    "#1 x",
    "- x",
    "@x",
    "a | b",
    "</script>",
    "<!-- x -->",
    "👍🏽 ok",
    "a=b",
    "{x}",
    "x: y",
    "x #y",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map((name) => name.normalize("NFC")),
);

const anyWord = fc
  .oneof({ weight: 2, arbitrary: word }, oddWord)
  .filter((name) => isName(name) && !JAVASCRIPT_NAMES.has(name));

/** Names that nothing in code is named after. */
const propertyWord = fc.oneof(
  { weight: 9, arbitrary: anyWord },
  fc.constantFrom("???", "->", "…", "()", "`"),
);

interface Size {
  readonly min?: number;
  readonly max: number;
}

/** A map with keys that stay different in TypeScript. */
function named<T>(value: fc.Arbitrary<T>, size: Size): fc.Arbitrary<Record<string, T>> {
  return fc
    .uniqueArray(fc.tuple(anyWord.filter(hasNameInCode), value), {
      minLength: size.min ?? 0,
      maxLength: size.max,
      selector: ([name]) => looseForm(pascalCase(name)),
    })
    .map((entries) => Object.fromEntries(entries));
}

/** Properties by name. */
function propertiesOf<T>(value: fc.Arbitrary<T>, size: Size): fc.Arbitrary<Record<string, T>> {
  return fc
    .uniqueArray(fc.tuple(propertyWord, value), {
      minLength: size.min ?? 0,
      maxLength: size.max,
      selector: ([name]) => name,
    })
    .map((entries) => Object.fromEntries(entries));
}

const enumValues = fc.uniqueArray(text, { minLength: 1, maxLength: 4 });

/** The types that hold no other type, and where a property of it gets a default or a constant, a value that fits. */
const leaf: fc.Arbitrary<{ readonly body: Body; readonly fitting?: unknown }> = fc.oneof(
  fc.constantFrom(
    { body: { type: "string" }, fitting: "*/ `${x}`\n" },
    { body: { type: "string", min_length: 1, max_length: 5 }, fitting: "👍👍" },
    { body: { type: "string", truncate: 3 }, fitting: "abc" },
    { body: { type: "string", pattern: "[a-c]+|\\d{2}" }, fitting: "abc" },
    { body: { type: "string", pattern: '[*/`"\\\\]+' }, fitting: '*/`"\\' },
    { body: { type: "number", min: -0.5, max: 1.0e21 }, fitting: -0.5 },
    { body: { type: "number" }, fitting: 1e-7 },
    { body: { type: "integer", min: 1 }, fitting: 2 },
    { body: { type: "integer" }, fitting: -9007199254740991 },
    { body: { type: "integer", values: [404, -1, 0] }, fitting: -1 },
    { body: { type: "integer", min: 0, values: { "404": "*/ `${x}`", "200": null } }, fitting: 200 },
    { body: { type: "boolean" }, fitting: false },
    { body: { type: ["string", "integer"] }, fitting: "*/ `${x}`\n" },
    {
      body: { type: ["boolean", "number", "string"], truncate: 3, min_length: 1, min: -0.5, max: 9 },
      fitting: -0.5,
    },
    { body: { type: ["integer", "boolean"], max: 5 }, fitting: true },
    { body: { type: "datetime" } },
    { body: { type: "date" }, fitting: "2024-02-29" },
    { body: { type: "uuid" } },
    { body: { type: "url" }, fitting: "https://example.com/*/`" },
    { body: { type: "url", schemes: ["https", "shop+app"] }, fitting: "shop+app://*/`" },
    { body: { type: "email" }, fitting: "*/`${x}`@example.com" },
    { body: { type: "ip" }, fitting: "::ffff:192.0.2.1" },
    { body: { type: "json" }, fitting: { b: [null, "*/"], a: { "${x}": 1 } } },
  ),
  enumValues.map((values) => ({ body: { type: "enum", values }, fitting: values[0] })),
  fc.tuple(enumValues, text).map(([values, meaning]) => ({
    body: {
      type: "enum",
      values: Object.fromEntries(values.map((value, index) => [value, index === 0 ? null : meaning])),
    },
    fitting: values[0],
  })),
);

/** What can be said of any property. */
const remarks: fc.Arbitrary<Body> = fc.record(
  {
    description: text,
    unit: line,
    nullable: fc.boolean(),
    pii: fc.constantFrom("none", "personal"),
    deprecated: fc.record({ reason: text }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

/** A property of any type. `valued` says whether defaults and constants may stand there. */
function property(depth: number, valued: boolean): fc.Arbitrary<Body> {
  const type = depth === 0 ? leaf : fc.oneof({ weight: 4, arbitrary: leaf }, container(depth, valued));
  const source = fc.constantFrom("required", "required", "optional", ...(valued ? ["default", "const"] : []));
  return fc.tuple(type, source, remarks).map(([{ body, fitting }, from, said]) => {
    const isFixed = (from === "default" || from === "const") && fitting !== undefined;
    return merge(body, said, isFixed ? { [from]: fitting } : { optional: from === "optional" });
  });
}

function container(
  depth: number,
  valued: boolean,
): fc.Arbitrary<{ readonly body: Body; readonly fitting?: unknown }> {
  const item = fc
    .tuple(fc.oneof(leaf, depth > 1 ? container(depth - 1, valued) : leaf), fc.boolean())
    .map(([{ body }, nullable]) => merge(body, { nullable }));
  const members = propertiesOf(property(depth - 1, valued), { max: 3 });
  return fc.oneof(
    item.map((items) => ({ body: { type: "array", items, max_items: 3 } })),
    item.map((items) => ({ body: { type: "map", items } })),
    members.map((inner) => ({ body: { type: "object", properties: inner } })),
    members.map((inner) => ({ body: { type: "object", properties: inner, additional: "json" } })),
  );
}

/** Properties for an event to compute with, and what it computes from them. */
const computed: fc.Arbitrary<Body> = fc
  .uniqueArray(
    fc.constantFrom(
      ["sum", { type: "number", computed: "qA + qB * -2" }],
      ["ratio", { type: "number", computed: "qA / qB % 3" }],
      ["change", { type: "number", computed: "qA - qC", optional: true }],
      [
        "size",
        { type: "enum", values: ['b"ig', "small"], computed: "qA > 10 && !(qB <= 2) ? 'b\"ig' : 'small'" },
      ],
      ["same", { type: "boolean", computed: "qD == 'x' || qD != qD" }],
      ["p/q", { type: "number", computed: "`q-E` + `q\\`$F` * qA" }],
      ["settled", { optional: true, type: "boolean", computed: "qA < 3 == (qB > (qC))" }],
    ),
    { selector: ([name]) => name as string, maxLength: 7 },
  )
  .map((entries) => merge(INPUTS, Object.fromEntries(entries)));

/** Some properties of an event, required with others of it that may be absent. */
function conditions(properties: Body, mask: number): Body {
  const entries = Object.entries(properties);
  const others = entries
    .filter(([, value]) => {
      const body = (value ?? {}) as Body;
      const mayBeAbsent = body["optional"] === true || body["nullable"] === true;
      return mayBeAbsent && !("const" in body) && !("default" in body) && !("computed" in body);
    })
    .map(([name]) => name);
  const conditional = entries.map(([name, value], index) => {
    const body = (value ?? {}) as Body;
    const chosen = others.filter((other, at) => other !== name && ((mask >> at) & 1) === 1);
    const isFixed = "const" in body || "default" in body || "computed" in body || Object.hasOwn(INPUTS, name);
    const takes = ((mask >> index) & 3) === 3 && chosen.length > 0 && !isFixed;
    if (!takes) return [name, value];
    const { optional: _, ...rest } = body;
    return [name, merge(rest, { required_with: chosen })];
  });
  return Object.fromEntries(conditional) as Body;
}

const INPUTS: Body = {
  qA: { type: "number" },
  qB: { type: "integer", default: 2 },
  qC: { type: "number", optional: true },
  qD: { type: "string" },
  "q-E": { type: "number" },
  "q`$F": { type: "integer" },
};

/**
 * Forms of ids of which any two have nothing in common, with every format that there is, and with text that could break
 * out of generated files.
 */
const FORMS: readonly Body[] = [
  { format: "uuid", prefix: "user_", accept_unprefixed: true },
  { format: "ulid", prefix: "*/`${x}" },
  { format: "cuid", accept_unprefixed: "*/ `${x}`" },
  { format: "cuid2", prefix: "auth0|", length: 10 },
  { format: "nanoid", prefix: "n'", length: 12, alphabet: 'a*/`"\\${}]-^' },
  { format: "nanoid", prefix: "</script>" },
  { format: "ksuid", prefix: 'k"' },
  { format: "objectid", prefix: "o\\" },
  { format: "integer", reused: false },
  { format: "pattern", pattern: "[a-z]{3,9}", prefix: "u-" },
  { format: "pattern", pattern: '[0-9*/`"\\\\]+', prefix: "👍" },
  { format: "pattern", pattern: "[a-z@.]{1,40}", prefix: "mail:", accept_emails: "*/ They are." },
];

/** What an id is: one form inline, or several in a list. */
function rule(forms: readonly Body[], description: string): Body {
  return forms.length === 1 ? merge(...forms, { description }) : { description, forms };
}

/** People with up to three forms of ids, and other senders with one or two. */
const identity: fc.Arbitrary<Body> = fc
  .tuple(
    fc.shuffledSubarray([...FORMS], { minLength: 7 }),
    fc.integer({ min: 1, max: 3 }),
    named(fc.record({ profile: fc.boolean(), description: text }), { max: 2 }),
    text,
  )
  .map(([forms, count, actors, description]) => ({
    user_id: rule(forms.slice(0, count), description),
    actors: Object.fromEntries(
      Object.entries(actors).map(([name, actor], index) => [
        name,
        merge(rule(forms.slice(3 + index, 4 + index * 2), actor.description), { profile: actor.profile }),
      ]),
    ),
  }));

/** Types whose values can be a part of an idempotency key. */
const SINGLE_TYPES: readonly unknown[] = "string number integer boolean enum datetime date uuid url".split(
  " ",
);

/** What makes two sends one event: some of the properties that can, or what needs none. */
function idempotency(properties: Body, { kind, mask }: { kind: string; mask: number }): Body {
  const usable = Object.entries(properties).filter(([, value]) => {
    const body = value as Body | null;
    return body === null || (SINGLE_TYPES.includes(body["type"]) && !("computed" in body));
  });
  const chosen = usable.filter((_, index) => ((mask >> index) & 1) === 1);
  const varies = chosen.some(([, value]) => !("const" in ((value as Body | null) ?? {})));
  if (kind === "none") return {};
  if (kind !== "properties" || !varies) {
    const key = kind === "once" ? "once" : "caller";
    return { idempotency: mask % 2 === 0 ? key : { key } };
  }
  return { idempotency: { key: chosen.map(([name]) => name), at: "*/ the time" } };
}

/** A name that no other event has or had: it would be an error. */
const formerName = fc.record(
  { name: fc.uuid().map((id) => `former ${id}`), until: fc.constantFrom("2026-01-31", "2027-03-01") },
  { requiredKeys: ["name"] },
);

/** Sets of properties, of which some have a name in common with events and with one another. */
const bundles: fc.Arbitrary<Readonly<Record<string, Body>>> = fc
  .record({
    own: propertiesOf(property(1, true), { max: 3 }),
    shared: fc.boolean(),
    size: fc.constantFrom<Body>(
      { type: "integer" },
      { type: "integer", optional: true },
      { type: "integer", const: 3 },
    ),
    said: text,
  })
  .map(({ own, shared, size, said }) => ({
    device: { properties: merge(own, { bSize: size }) },
    "*/ app": {
      description: said,
      properties: merge(
        { bW: { type: "number" }, bX: { type: "number", default: 2 } },
        shared ? { some_key: null } : {},
        {
          "b`Y": { type: "number", computed: "bW * bX" },
        },
      ),
    },
  }));

const bundleNames = fc.subarray(["device", "*/ app"]);

/** An event of one of some senders. */
function event(actors: readonly string[]): fc.Arbitrary<Body> {
  return fc
    .tuple(
      fc.record(
        {
          description: text,
          trigger: text,
          category: line,
          owner: fc.oneof(line, fc.array(line, { minLength: 1, maxLength: 3 })),
          links: fc.array(fc.record({ title: line, url: address }), { maxLength: 2 }),
          stability: fc.constantFrom("stable", "experimental"),
          remove_after: fc.constantFrom("2020-02-29", "2099-12-31"),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          source: fc.constantFrom("server", "client", "both"),
          status: fc.constantFrom("planned", "live", "deprecated"),
          actor: fc.constantFrom("user", "user", ...actors),
          also_sent_as: formerName,
          additional: fc.record(
            {
              type: fc.constantFrom<unknown>(
                "string",
                "boolean",
                ["integer", "number"],
                ["string", "integer"],
              ),
              max_keys: fc.integer({ min: 1, max: 1000 }),
            },
            { requiredKeys: ["type"] },
          ),
        },
        { requiredKeys: [] },
      ),
      fc.record({
        kind: fc.constantFrom("none", "properties", "properties", "once", "caller"),
        mask: fc.nat(1023),
        side: fc.constantFrom("server", "client"),
      }),
      propertiesOf(property(2, true), { max: 5 }),
      fc.option(computed),
      fc.subarray(["some_key", "shared kind"]),
      fc.boolean(),
      fc.option(bundleNames),
    )
    .map(([said, sent, key, own, calculated, shared, hasRevenue, taken]) => {
      const all = conditions(
        merge(own, calculated ?? {}, ...shared.map((name) => ({ [name]: null }))),
        key.mask,
      );
      const source = (sent.actor ?? "user") === "user" ? sent.source : "server";
      const isBoth = source === "both";
      const { remove_after: _, ...lasting } = said;
      return merge(
        sent.status === "deprecated" ? lasting : said,
        sent,
        source === undefined ? {} : { source },
        isBoth ? { owner_side: key.side } : {},
        idempotency(all, isBoth && key.kind === "none" ? { ...key, kind: "caller" } : key),
        hasRevenue && calculated !== null ? { revenue: { amount: "qA", currency: "EUR" } } : {},
        { properties: all },
        taken === null ? {} : { with: taken },
      );
    });
}

/** Some of the events with a name in code of their own; so are those that people take for one another. */
function nameInCode(events: Readonly<Record<string, Body>>, mask: number): Readonly<Record<string, Body>> {
  const entries = Object.entries(events).map(([name, body], index) => [
    name,
    ((mask >> index) & 1) === 1 ? merge(body, { as: `code${index}Näme` }) : body,
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, Body>>;
}

/** Plan files of every shape that the format has. Few are refused when they are read. */
export const planFile: fc.Arbitrary<PlanFileValue> = fc
  .record(
    {
      plan: fc.constant(1),
      name: fc.stringMatching(/^[a-z]{3,8}$/u),
      description: text,
      identity,
      groups: named(
        fc.record({
          key: fc.constantFrom("qD", "some_key", "some_key"),
          properties: propertiesOf(property(1, false), { max: 3 }),
        }),
        { max: 2 },
      ),
      person: propertiesOf(property(1, false), { max: 3 }),
      properties: fc.record(
        {
          some_key: fc.constantFrom<Body>(
            { type: "string" },
            { type: "string", pattern: '[*/`"$\\{x\\}\\\\]{1,9}' },
            { type: "string", pattern: "org_[a-z]{2,4}" },
            { type: "uuid" },
            { type: "integer" },
          ),
          "shared kind": fc
            .tuple(enumValues, fc.constantFrom({}, { as: "kindOfAll" }))
            .map(([values, as]) => merge({ type: "enum", values }, as)),
          shared: property(1, false),
        },
        { requiredKeys: ["some_key", "shared kind"] },
      ),
      bundles,
      common: fc.record({ server: bundleNames, client: bundleNames }, { requiredKeys: [] }),
      output: fc.record({ imports: fc.constantFrom("js", "ts", "none") }),
    },
    { requiredKeys: ["plan", "name", "identity", "properties", "bundles"] },
  )
  .chain((file) => {
    const actors = Object.keys(file.identity["actors"] as Body);
    return fc
      .tuple(
        named(event(actors), { min: 1, max: 4 }),
        fc.nat(15),
        fc.constantFrom({}, { "only a name": null }),
      )
      .map(([events, mask, bare]) => merge(file, { events: merge(nameInCode(events, mask), bare) }));
  });
