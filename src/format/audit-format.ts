import * as z from "zod";
import { AUDIT_CODES } from "../diagnostics/codes/audit-codes.ts";
import { textFormat } from "./text-format.ts";

const severityFormat = z.enum(["error", "warning", "info", "off"]).meta({
  id: "auditSeverity",
  enumDescriptions: [
    "Fails the audit.",
    "Fails the audit with `--strict`.",
    "Is reported, and fails nothing.",
    "Is not reported.",
  ],
});

const position = z.int().min(0).max(20);

const wrapperFormat = z
  .strictObject({
    name: textFormat.meta({ description: "Name of the function or method.", examples: ["sendToAnalytics"] }),
    event: position.meta({ description: "Position of the argument with the event's name, from 0." }),
    id: position.optional().meta({ description: "Position of the argument with the person's id, from 0." }),
    properties: position
      .optional()
      .meta({ description: "Position of the argument with the properties, from 0." }),
  })
  .meta({ description: "A function that sends events and that `audit` cannot recognise by itself." });

/** Settings of `audit` for the whole plan. */
export const auditFormat = z
  .strictObject({
    rules: z
      .strictObject(
        Object.fromEntries(
          Object.entries(AUDIT_CODES).map(([code, { title, severity }]) => [
            code,
            severityFormat.optional().meta({ description: title, default: severity }),
          ]),
        ),
      )
      .optional()
      .meta({
        description: "The severity of each finding of `audit`, by code.",
        examples: [{ "bypassing-call": "error", "dynamic-event-name": "off" }],
      }),
    wrappers: z
      .array(wrapperFormat)
      .optional()
      .meta({
        description: "Functions that send events and that `audit` cannot recognise by itself.",
        examples: [[{ name: "sendToAnalytics", event: 0, properties: 1 }]],
      }),
  })
  .meta({ description: "Settings of `tracking-plan audit`." });
