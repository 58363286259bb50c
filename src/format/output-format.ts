import * as z from "zod";
import { textFormat } from "./text-format.ts";

/** Where generated files go when the plan does not say. */
export const OUTPUT_DEFAULTS = { dir: "./generated", imports: "js", browserImports: "none" } as const;

/** How relative imports of generated files end, with what it means. */
export const IMPORTS_MEANINGS = {
  js: "`./user-id.js`, for Node and most bundlers.",
  ts: "`./user-id.ts`, for TypeScript that runs as it is.",
  none: "`./user-id`, for bundlers that resolve it.",
} as const;

type ImportsName = keyof typeof IMPORTS_MEANINGS;

/** Where generated files go. */
export const outputFormat = z
  .strictObject({
    dir: textFormat.optional().meta({
      description: "Folder of the generated files, relative to this file and inside the repository.",
      default: OUTPUT_DEFAULTS.dir,
    }),
    browser: textFormat.optional().meta({
      description:
        "Separate folder for the two frontend files, `browser.ts` and `user-id.ts`, relative to this file.",
      examples: ["../web/src/analytics"],
    }),
    imports: z
      .enum(Object.keys(IMPORTS_MEANINGS) as [ImportsName, ...ImportsName[]])
      .optional()
      .meta({
        description: "File extension of relative imports.",
        enumDescriptions: Object.values(IMPORTS_MEANINGS),
        default: OUTPUT_DEFAULTS.imports,
      }),
    browser_imports: z
      .enum(Object.keys(IMPORTS_MEANINGS) as [ImportsName, ...ImportsName[]])
      .optional()
      .meta({
        description: "File extension of relative imports in the folder that `browser` names.",
        enumDescriptions: Object.values(IMPORTS_MEANINGS),
        default: OUTPUT_DEFAULTS.browserImports,
      }),
  })
  .meta({ description: "Where generated files go." });
