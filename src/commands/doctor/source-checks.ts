import { basename, dirname, resolve } from "node:path";
import type { Plan } from "../../plan/plan.ts";
import { plural } from "../../text/plural.ts";
import type { OutputFolders } from "../place-files.ts";
import { isInside } from "../paths.ts";
import type { Finding } from "./finding.ts";
import { findInSources, type ScannedSources, type SourceFile } from "./scan-sources.ts";

/** `from "…"`, `import("…")`, `import "…"` and `require("…")`. */
const IMPORT = /\b(?:from|import|require)\s*\(?\s*["']([^"'\n]+)["']/gu;

/** A call of PostHog's SDKs on a variable that is called after it, or a client of one's own. */
const RAW_CALL =
  /\bposthog\w*(?:\?\.|!?\.)(?:identify|capture|alias|groupIdentify)(?:Immediate)?\s*\(|\bnew\s+PostHog\s*\(/iu;

const FLUSH = /\b(?:shutdown|flush)\s*\(/u;
const EXIT = /\bprocess\.exit\s*\(/u;

/** What can be told from the text of the sources; a search for words, which is what the findings say. */
export function checkSources(
  { files, isComplete }: ScannedSources,
  { plan, folders }: { readonly plan: Plan; readonly folders: OutputFolders },
): readonly Finding[] {
  const used = files.map((file) => ({ file, modules: generatedModules(file, folders) }));
  const using = (...modules: readonly string[]): readonly SourceFile[] =>
    used.filter((one) => modules.some((module) => one.modules.has(module))).map(({ file }) => file);
  return [
    ...checkBackend(using("index", "events", "validators"), plan),
    checkFrontend(using("browser", "user-id"), { files, plan }),
    ...checkRawCalls(files),
    checkFlush(files),
    ...(isComplete
      ? []
      : [
          {
            check: "sources",
            state: "note",
            message: `Only the first ${plural(files.length, "source file")} of the repository were looked at.`,
          } as const,
        ]),
  ];
}

/** The generated modules that a file imports, by their names without the extension. */
function generatedModules({ path, text }: SourceFile, folders: OutputFolders): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, specifier = ""] of text.matchAll(IMPORT)) {
    const bare = specifier.replace(/\.(?:[cm]?[jt]s|[jt]sx)$/u, "");
    if (bare.startsWith(".")) {
      const target = resolve(dirname(path), bare);
      for (const folder of [folders.dir, folders.browser]) {
        if (target === folder) found.add("index");
        else if (isInside(folder, target)) found.add(basename(target));
      }
    } else {
      // A path that a compiler or a bundler resolves, such as `@/generated/index`: its end tells.
      const [last = "", before = ""] = bare.split("/").toReversed();
      const names = new Set([folders.dir, folders.browser].map((folder) => basename(folder)));
      if (names.has(before)) found.add(last);
      else if (bare.includes("/") && names.has(last)) found.add("index");
    }
  }
  return found;
}

function checkBackend(using: readonly SourceFile[], { events }: Plan): readonly Finding[] {
  if (!events.some(({ source, status }) => source !== "client" && status !== "planned")) return [];
  const check = "backend";
  const [first] = using;
  return [
    first === undefined
      ? {
          check,
          state: "warning",
          message: "No source file was found that imports the generated helpers.",
          hint: "Import them where events happen; a file that names them in another way is not found.",
        }
      : { check, state: "ok", message: `The helpers are imported by ${named(first, using.length)}.` },
  ];
}

function checkFrontend(
  using: readonly SourceFile[],
  { files, plan }: { readonly files: readonly SourceFile[]; readonly plan: Plan },
): Finding {
  const check = "frontend";
  const [first] = using;
  if (first !== undefined) {
    return { check, state: "ok", message: `The same contract is imported by ${named(first, using.length)}.` };
  }
  const js = files.find(({ text }) => /["']posthog-js(?:\/[^"']*)?["']/u.test(text));
  const hint =
    "Import `identifyUser` of the generated browser.ts there, so that a person has one id on both sides.";
  if (js !== undefined) {
    const message = `${js.name} uses posthog-js, but no source file imports the generated browser.ts or user-id.ts.`;
    return { check, state: "warning", message, hint };
  }
  const isPlanned = plan.events.some(({ source }) => source !== "server");
  return {
    check,
    state: isPlanned ? "warning" : "note",
    message: isPlanned
      ? "The plan has events of the frontend, and no source file was found that imports the generated browser.ts."
      : "No frontend was found in this repository.",
    hint: isPlanned ? hint : "Where it is in another one, take browser.ts and user-id.ts there.",
  };
}

function checkRawCalls(files: readonly SourceFile[]): readonly Finding[] {
  const calls = findInSources(files, RAW_CALL);
  if (calls.length === 0) return [];
  const shown = calls
    .slice(0, 3)
    .map(({ file, line, text }) => `${file}:${line} ${text.replace(/\s*\($/u, "()")}`);
  const more = calls.length - shown.length;
  return [
    {
      check: "detours",
      state: "warning",
      message: `${plural(calls.length, "call")} of PostHog itself ${calls.length === 1 ? "goes" : "go"} round the plan: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
      hint: "Call the generated helper, or `identifyUser`: ids and properties are checked there.",
    },
  ];
}

function checkFlush(files: readonly SourceFile[]): Finding {
  const check = "flush";
  const [call] = findInSources(files, FLUSH);
  if (call !== undefined) {
    const message = `${call.file}:${call.line} calls ${call.text.replace(/\s*\($/u, "()")}; whether it is reached, a search for words cannot tell.`;
    return { check, state: "ok", message };
  }
  const [exit] = findInSources(files, EXIT);
  return exit === undefined
    ? {
        check,
        state: "note",
        message: "No call of shutdown() or flush() was found. A natural end and SIGTERM send what is queued.",
        hint: "In a serverless function, `await flush()` before you answer.",
      }
    : {
        check,
        state: "warning",
        message: `${exit.file}:${exit.line} calls process.exit(), and no call of shutdown() was found: queued events are lost.`,
        hint: "`await shutdown()` before it.",
      };
}

/** @example "src/billing.ts and 3 more" */
function named({ name }: SourceFile, count: number): string {
  return count === 1 ? name : `${name} and ${count - 1} more`;
}
