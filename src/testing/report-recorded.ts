/** What of `node:fs` is needed. It is not imported: test trackers work in browsers, too. */
interface FileWriter {
  appendFileSync(path: string, text: string): void;
}

interface NodeProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** A file of this module's own: test runners load it again for each file of tests, in several processes at once. */
const fileName = Math.random().toString(36).slice(2) + ".ndjson";

/**
 * Reports an event to `tracking-plan inspect`, if that runs the tests: a line in a file of the folder that it names. Synchronous,
 * because a test process may end at any time; and never throws, because a test must not depend on it.
 */
export function reportRecorded(event: object): void {
  try {
    const node = (globalThis as { readonly process?: NodeProcess }).process;
    const folder = node?.env["TRACKING_PLAN_INSPECT"];
    if (!folder) return;
    const files = node?.getBuiltinModule?.("node:fs") as FileWriter | undefined;
    files?.appendFileSync(folder + "/" + fileName, JSON.stringify({ ...event, ...currentTest() }) + "\n");
  } catch {
    // The inspector has gone, or its disk is full.
  }
}

/** The running test, as Jest and Vitest tell it to the matchers of the other. */
function currentTest(): { readonly file?: string; readonly test?: string } {
  const matchers = (globalThis as Record<symbol, unknown>)[Symbol.for("$$jest-matchers-object")] as
    | { readonly state?: { readonly testPath?: string; readonly currentTestName?: string } }
    | undefined;
  const { testPath, currentTestName } = matchers?.state ?? {};
  return { ...(testPath && { file: testPath }), ...(currentTestName && { test: currentTestName }) };
}
