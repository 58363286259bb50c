import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { dbtExporter } from "../../../../src/export/dbt/dbt.ts";
import { DIALECTS, type Warehouse, WAREHOUSES } from "../../../../src/export/dbt/sql.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { UNPRINTABLE } from "../../../../src/text/quote.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";

interface Column {
  readonly name: string;
  readonly description?: string;
  readonly data_tests?: readonly Record<string, { readonly config: { readonly where: string } }>[];
}

interface Table {
  readonly name: string;
  readonly identifier: string;
  readonly description?: string;
  readonly columns?: readonly Column[];
}

function exported(plan: Plan, warehouse: Warehouse = "postgres") {
  const { files, losses } = dbtExporter(warehouse).emit(plan);
  const text = files[0]!.text;
  const { sources } = parse(text, { strict: true }) as {
    readonly sources: readonly { readonly tables: readonly Table[] }[];
  };
  return { text, losses, tables: sources[0]!.tables.filter(({ name }) => name !== "events") };
}

const named = (name: string, extra: Partial<Parameters<typeof makeEvent>[1]> = {}): Plan =>
  makePlan({ events: [makeEvent(name, extra)] });

describe("text that dbt would run as a template", () => {
  const templates = ["{{ env_var('SECRET') }}", "{% set x = 1 %}", "{# #}", "{{{ x }}}"];

  test.each(templates)("%s is broken in descriptions", (template) => {
    const { tables, losses } = exported(
      named("paid", { description: template, category: template, owner: [template], tags: [template] }),
    );
    expect(JSON.stringify(tables).replaceAll(/\{\{ var\([^)]*\) \}\}/gu, "")).not.toMatch(/\{\{ |\{%|\{#/u);
    expect(tables[0]?.description).toBe(`${template.replaceAll(/\{(?=[{%#])/gu, "{ ")}.`);
    expect(losses).toContainEqual(expect.objectContaining({ kind: "kept", of: "paid", what: "description" }));
  });

  test.each(templates)("%s is no name of an event, property or value", (template) => {
    expect(exported(named(template))).toMatchObject({
      tables: [],
      losses: [{ kind: "skipped", of: template }],
    });
    const values = [{ value: "a" }, { value: template }];
    const { tables, losses } = exported(
      named("paid", {
        properties: [makeProperty(template, "string"), makeProperty("kind", { kind: "enum", values })],
      }),
    );
    expect(tables[0]?.columns).toEqual([
      {
        name: "(properties ->> 'kind')",
        data_tests: [{ not_null: { config: { where: "event = 'paid'" } } }],
      },
    ]);
    expect(losses.map(({ kind, of }) => `${kind} ${of}`)).toEqual([
      `skipped paid.${template}`,
      "dropped paid.kind",
    ]);
  });
});

test.each(WAREHOUSES)("%s: no name or value ends its literal", (warehouse) => {
  const nasty = "it's \\' \\ or 1=1 --\n";
  const values = [{ value: nasty }];
  const { tables } = exported(
    named(nasty, {
      properties: [makeProperty(nasty, "string"), makeProperty("kind", { kind: "enum", values })],
    }),
    warehouse,
  );
  // The literals of each warehouse, by its own rules.
  const literal =
    warehouse === "postgres" ? /^'(?:[^']|'')*'$/u : /^'(?:[^'\\\n]|\\['"\\]|\\u[0-9a-f]{4}|\\n)*'$/u;
  const columns = tables[0]?.columns ?? [];
  for (const { name, data_tests: tests = [] } of columns) {
    expect(name.match(/'.*'/su)?.[0]).toMatch(literal);
    for (const one of tests) {
      const [{ config }] = Object.values(one) as [{ readonly config: { readonly where: string } }];
      expect(config.where.replace(`${DIALECTS[warehouse].event} = `, "")).toMatch(literal);
    }
    expect(tests.length).toBeGreaterThan(0);
  }
  // The path of BigQuery cannot have every name.
  expect(columns).toHaveLength(warehouse === "bigquery" ? 1 : 2);
});

test("lists and objects of BigQuery are read as JSON, where a value is null", () => {
  const list = makeProperty("tags", { kind: "array", items: { type: { kind: "string" }, nullable: false } });
  const { tables } = exported(named("paid", { properties: [list] }), "bigquery");
  expect(tables[0]?.columns?.[0]?.name).toBe(`json_query(properties, '$."tags"')`);
});

test("only what every event has is tested to be there", () => {
  const optional = makeProperty("note", "string", { source: { kind: "argument", optional: true } });
  const { tables } = exported(
    named("paid", {
      properties: [
        makeProperty("amount", "number"),
        optional,
        makeProperty("maybe", "string", { nullable: true }),
        makeProperty("any", "json"),
        makeProperty("fixed", "string", { source: { kind: "const", value: "web" } }),
        makeProperty("filled", "string", { source: { kind: "argument", optional: false, default: "x" } }),
      ],
    }),
  );
  const tests = tables[0]?.columns?.map(({ data_tests: all = [] }) => all.flatMap((one) => Object.keys(one)));
  expect(tests).toEqual([["not_null"], [], [], [], ["not_null", "accepted_values"], ["not_null"]]);
});

test("tables have names of their own over the one table, none of them that of the table", () => {
  const { tables, losses } = exported(
    makePlan({ events: ["Events", "events", "Paid!", "paid"].map((name) => makeEvent(name)) }),
  );
  expect(tables.map(({ name }) => name)).toEqual(["events-2", "events-3", "paid", "paid-2"]);
  expect(new Set(tables.map(({ identifier }) => identifier))).toEqual(
    new Set(["{{ var('posthog_events_table', 'events') }}"]),
  );
  expect(losses.filter(({ kind }) => kind === "renamed")).toHaveLength(4);
});

test("no character of the file is invisible, and values are what they were", () => {
  const values = [
    { value: "\u202eabc" },
    { value: "a\u2028b" },
    { value: "404" },
    { value: "null" },
    { value: "" },
  ];
  const { text, tables } = exported(
    named("paid", { properties: [makeProperty("kind", { kind: "enum", values })] }),
  );
  expect(text.replaceAll("\n", "").match(UNPRINTABLE)).toBeNull();
  expect(tables[0]?.columns?.[0]?.data_tests?.[1]).toMatchObject({
    accepted_values: { arguments: { values: values.map(({ value }) => value) } },
  });
});
