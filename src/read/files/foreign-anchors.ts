import type { Finding } from "../report.ts";
import type { ParsedFile } from "./parse-file.ts";

/** The findings of a file; of an alias whose anchor is in another file they say so, since YAML's anchors end with a file. */
export function explainAnchors(file: ParsedFile, files: readonly ParsedFile[]): readonly Finding[] {
  return file.findings.map((finding) => {
    const { anchor } = finding;
    const other = anchor === undefined ? undefined : files.find(({ anchors }) => anchors.has(anchor));
    if (anchor === undefined || other === undefined || other === file) return finding;
    return {
      ...finding,
      hint: "An anchor holds in its own file only. Make it a shared property, which all files can use.",
      related: [
        {
          file: other.path,
          range: other.anchors.get(anchor),
          message: `\`&${anchor}\` is in another file, here.`,
        },
      ],
    };
  });
}
