import type { Io } from "./io.ts";
import { unlessMissing } from "./paths.ts";

/** The parts of a `package.json` that commands look at; what has another form counts as absent. */
export interface Manifest {
  /** The file as it is. */
  readonly text: string;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly scripts: Readonly<Record<string, unknown>>;
  /** The names of all that it depends on, in whatever way. */
  readonly dependencies: ReadonlySet<string>;
}

/** Reads a `package.json`. @returns `undefined` where there is none, "broken" where it is no JSON object */
export async function readManifest(
  path: string,
  { files }: Pick<Io, "files">,
): Promise<Manifest | "broken" | undefined> {
  const text = await unlessMissing(files.readFile(path, "utf8"));
  if (text === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\u{feff}/u, ""));
  } catch {
    return "broken";
  }
  if (!isRecord(data)) return "broken";
  const lists = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const dependencies = lists.flatMap((key) => {
    const list = data[key];
    return isRecord(list) ? Object.keys(list) : [];
  });
  const { name, version, scripts } = data;
  return {
    text,
    name: typeof name === "string" ? name : undefined,
    version: typeof version === "string" ? version : undefined,
    scripts: isRecord(scripts) ? scripts : {},
    dependencies: new Set(dependencies),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
