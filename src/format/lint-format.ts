import * as z from "zod";

/** Severities of the rules of a good plan. */
export const lintFormat = z
  .strictObject({
    rules: z
      .record(
        z.string(),
        z.enum(["error", "warning", "off"]).meta({
          enumDescriptions: ["Fails the check.", "Fails the check with `--strict`.", "Is not checked."],
        }),
      )
      .optional()
      .meta({ description: "Severity of each rule, by its name. Has no effect yet." }),
  })
  .meta({ description: "Settings of the rules of a good plan." });
