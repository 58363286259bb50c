import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ParsedFile } from "../../read/files/parse-file.ts";
import type { DiskPlan } from "../plan-files/load-plan.ts";
import { withSlashes } from "../paths.ts";

const PLAN_SCHEMA = "tracking-plan.schema.json";

/**
 * Files of the plan whose schema line names another file than the generated schema, such as the one in an earlier
 * `output.dir`: editors then complete names of an old plan, or nothing. URLs are left to their owner.
 *
 * @param dir - the output folder, absolute
 */
export function diagnoseSchemaLines(
  { collected: { root, included }, root: { path: base } }: DiskPlan,
  dir: string,
): readonly Diagnostic[] {
  // Of those in packages, only the package knows the schema.
  const own = included.filter(({ path }) => !/(?:^|\/)(?:\.\.|node_modules)\//u.test(path));
  return [
    ...diagnose(root, join(dir, PLAN_SCHEMA), base),
    ...own.flatMap((file) => diagnose(file, join(dir, "included-file.schema.json"), base)),
  ];
}

/** The folder of the schema that the schema line of the plan names, absolute: an output folder, as it was or is. */
export function findSchemaFolder({
  collected: { root },
  root: { path: base },
}: DiskPlan): string | undefined {
  const schema = root.schemaLine && pathOf(root.schemaLine.schema, dirname(join(base, root.path)));
  return schema !== undefined && basename(schema) === PLAN_SCHEMA ? dirname(schema) : undefined;
}

function diagnose(
  { path, name, schemaLine }: ParsedFile,
  expected: string,
  base: string,
): readonly Diagnostic[] {
  if (schemaLine === undefined) return [];
  const { schema, line, column, source } = schemaLine;
  const folder = dirname(join(base, path));
  const named = pathOf(schema, folder);
  if (named === undefined || named === expected) return [];
  const steps = withSlashes(relative(folder, expected));
  const wanted = steps.startsWith("../") ? steps : `./${steps}`;
  return [
    {
      code: "schema-line",
      severity: "warning",
      message: `The schema line names \`${schema}\`, but the schema is generated as \`${wanted}\`.`,
      hint: `Write \`# yaml-language-server: $schema=${wanted}\`.`,
      place: { file: name, line, column, length: schema.length, source },
    },
  ];
}

/** The file that a schema line names, absolute; nothing if it is elsewhere. */
function pathOf(schema: string, folder: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]+:/iu.test(schema)) return resolve(folder, schema);
  try {
    return fileURLToPath(schema);
  } catch {
    return undefined;
  }
}
