import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";

/** Larger files are not plans. A plan of 1,000 events takes about 1 MB. */
export const MAX_FILE_BYTES = 10_000_000;

/** The text of a file without its byte order mark, or why there is none. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: DiagnosticCode; readonly message: string; readonly hint: string };

/** Bytes of a plan file to text. Never throws. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FILE_BYTES) {
    return {
      ok: false,
      code: "file-too-large",
      message: `The file has ${inWords(bytes.length)}; a plan has at most ${inWords(MAX_FILE_BYTES)}.`,
      hint: "Check that this is the plan, or split it.",
    };
  }
  if (bytes.includes(0)) {
    return notText("The file holds a NUL byte: it is not a text file in UTF-8.");
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return notText("The file holds bytes that are not UTF-8.");
  }
}

function inWords(bytes: number): string {
  return `${bytes.toLocaleString("en-US")} bytes`;
}

function notText(message: string): Decoded {
  return { ok: false, code: "file-not-text", message, hint: "Check the path, or save the file as UTF-8." };
}
