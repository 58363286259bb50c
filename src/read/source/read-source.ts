import { isScalar } from "yaml";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Report } from "../report.ts";
import { type Anchors, type KeyOrders, toData, tooDeep } from "./data.ts";
import { createLocator, type Locator } from "./locate.ts";
import { readSimpleYaml } from "./simple-yaml.ts";
import { parseYaml, placeNode, type YamlNode } from "./yaml.ts";
import { thousands } from "../words.ts";
import { findYamlFaults } from "./yaml-faults.ts";

/** The content of a file, and where its parts are. */
export interface PlanSource extends Locator {
  /** Whether there is `data`, apart from parts with errors. */
  readonly readable: boolean;
  readonly data: unknown;
  /** Empty if the file is not text. */
  readonly text: string;
  readonly keyOrders: KeyOrders;
  readonly anchors: Anchors;
}

/** Bytes to text to YAML to plain data. Reports what is invalid. */
export function readSource(
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
  report: Report,
  role: "root" | "included" = "root",
): PlanSource {
  const decoded = decode(bytes);
  if (!decoded.ok) {
    const { code, message, hint } = decoded;
    report.add({ code, message, hint, at: [] });
    return unreadable(file, "");
  }
  const { text } = decoded;
  const simple = readSimpleYaml(text);
  if (simple !== undefined) {
    const { data, keyOrders, placed } = simple;
    const locator = createLocator(file, text, placed);
    return { readable: true, data, keyOrders, text, anchors: new Map(), ...locator };
  }
  const parsed = parseYaml(text);
  if (parsed.kind === "too-deep") {
    report.add(tooDeep([], parsed.range));
    return unreadable(file, text);
  }
  const [document, second] = parsed.documents;
  if (second !== undefined) {
    report.add({
      code: "yaml-documents",
      range: [second.range[0], second.range[0] + 3],
      message: "A second YAML document starts here, but a plan is one document.",
      hint: "Remove the `---`, or move the second document to a file of its own.",
    });
  }
  if (document === undefined) return unreadable(file, text);
  const { findings, usable } = findYamlFaults(document, text);
  for (const finding of findings) report.add(finding);
  if (!usable) return unreadable(file, text);
  const root: YamlNode | null = document.contents;
  if (root === null || isNothing(root)) {
    // An included file may still be empty; the plan file may not.
    if (role === "included") return { ...unreadable(file, text), readable: true, data: {} };
    report.add({
      code: "file-empty",
      at: [],
      message: "The file contains no plan: it is empty, or has only comments.",
      hint: "Start with `plan: 1`, `name`, `identity` and `events`.",
    });
    return unreadable(file, text);
  }
  return readable({ file, text, root }, report);
}

/** Whether a document is empty. */
function isNothing(root: YamlNode): boolean {
  return isScalar(root) && root.value === null;
}

function readable(
  { file, text, root }: { file: string; text: string; root: YamlNode },
  report: Report,
): PlanSource {
  const { data, targets, keyOrders, anchors } = toData(root, report);
  const locator = createLocator(file, text, () => placeNode(root, targets));
  return { readable: data !== undefined, data, text, keyOrders, anchors, ...locator };
}

function unreadable(file: string, text: string): PlanSource {
  const locator = createLocator(file, text, () => undefined);
  const nothing = { data: undefined, keyOrders: new WeakMap(), anchors: new Map() };
  return { readable: false, text, ...nothing, ...locator };
}

/** A plan of 1,000 events has about 1 MB. */
const MAX_FILE_BYTES = 10_000_000;

/** The text of a file without its byte order mark, or why it is not text. */
type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: DiagnosticCode; readonly message: string; readonly hint: string };

/** Bytes of a plan file to text. Never throws. */
function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FILE_BYTES) {
    return {
      ok: false,
      code: "file-too-large",
      message: `The file has ${inWords(bytes.length)}; the limit is ${inWords(MAX_FILE_BYTES)}.`,
      hint: "Check the path, or split the plan with `include`.",
    };
  }
  if (bytes.includes(0)) {
    return notText("The file contains a NUL byte: it is not a text file in UTF-8.");
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return notText("The file is not valid UTF-8.");
  }
}

function inWords(bytes: number): string {
  return `${thousands(bytes)} bytes`;
}

function notText(message: string): Decoded {
  return { ok: false, code: "file-not-text", message, hint: "Check the path, or save the file as UTF-8." };
}
