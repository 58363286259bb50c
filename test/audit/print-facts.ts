import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Call, CodeFacts, Via } from "../../src/audit/facts/facts.ts";
import type { Shape } from "../../src/audit/facts/shapes.ts";

/** Facts as text, a paragraph for each call. */
export function printFacts(
  { calls, unreadable, templates, unresolved, files }: CodeFacts,
  root: string,
): string {
  const lines = calls.map((call) => printCall(call, root));
  const counts = [
    `files: ${files.seen} seen, ${files.analysed} analysed`,
    ...unreadable.map(({ file, reason }) => `unreadable: ${relative(root, file)}: ${reason}`),
    ...templates.map(({ file, count }) => `templates: ${relative(root, file)}: ${count}`),
    ...unresolved.map((name) => `unresolved: ${name}`),
  ];
  return `${[...lines, counts.join("\n")].join("\n\n")}\n`;
}

function printCall(
  { action, via, side, span, event, id, properties, groupTypes }: Call,
  root: string,
): string {
  const text = readFileSync(span.file, "utf8").slice(0, span.start);
  const line = text.split("\n").length;
  const given = properties && [
    ...properties.properties.map(
      ({ name, optional, shape }) => `${name}${optional ? "?" : ""}: ${printShape(shape)}`,
    ),
    ...properties.unknown.map((unknown) => `…${unknown}`),
  ];
  return [
    `${relative(root, span.file)}:${line} ${side ?? "either side"}: ${action} by ${printVia(via)}`,
    event &&
      `  event: ${[...event.values, event.dynamic && `dynamic \`${event.dynamic}\``].filter(Boolean).join(", ")}`,
    id &&
      `  id: ${id.alternatives.map(({ text: source, type, typeName }) => `${source} (${[type ?? "untold", typeName].filter(Boolean).join(" ")})`).join(", ")}`,
    given && `  properties: ${given.join(", ")}`,
    groupTypes.length > 0 && `  groups: ${groupTypes.join(", ")}`,
  ]
    .filter(Boolean)
    .join("\n");
}

function printVia(via: Via): string {
  switch (via.kind) {
    case "sdk":
      return `${via.method}${via.sure ? "" : ", possibly"}`;
    case "helper":
      return `the helper ${via.helper}`;
    case "wrapper":
      return `the wrapper ${via.wrapper}${via.sure ? "" : ", possibly"}`;
  }
}

function printShape(shape: Shape): string {
  switch (shape.kind) {
    case "string":
    case "number":
      return shape.literals ? shape.literals.map((one) => JSON.stringify(one)).join(" | ") : shape.kind;
    case "array":
      return `(${printShape(shape.items)})[]`;
    case "object":
      return `{ ${shape.properties.map(({ name, optional, shape: inner }) => `${name}${optional ? "?" : ""}: ${printShape(inner)}`).join(", ")} }`;
    case "union":
      return shape.of.length === 0 ? "nothing" : shape.of.map(printShape).join(" | ");
    default:
      return shape.kind;
  }
}
