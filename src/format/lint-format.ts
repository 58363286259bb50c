import * as z from "zod";
import { type Rule, type RuleSeverity, SEVERITY_MEANINGS } from "../rules/rule.ts";
import { RULES } from "../rules/rules.ts";
import { defaultOf, type RuleOption, type RuleOptions } from "../rules/options.ts";
import { proseFormat } from "./text-format.ts";

/** What a plan says about one rule: how severe it is, or that together with options. */
type RuleSettingBody =
  | RuleSeverity
  | { readonly severity?: RuleSeverity | undefined; readonly [option: string]: unknown };

/** Of the key that has it. The severities themselves have none: editors would show it in place of what the rule wants. */
const SEVERITY_META = { description: "How severe the rule is." };

/** How severe a rule may be, once for all rules: editors would else be told the same for each of them. */
function severityFormat(
  id: string,
  severities: [RuleSeverity, ...RuleSeverity[]],
): z.ZodType<RuleSeverity, RuleSeverity> {
  return z.enum(severities).meta({
    id,
    enumDescriptions: severities.map((each) => SEVERITY_MEANINGS[each]),
  });
}

const anySeverity = severityFormat("ruleSeverity", ["error", "warning", "off"]);
const adviceSeverity = severityFormat("adviceSeverity", ["warning", "off"]);

function settingFormat({
  title,
  severity,
  options,
  advisory,
}: Rule): z.ZodType<RuleSettingBody, RuleSettingBody> {
  const severities = advisory === true ? adviceSeverity : anySeverity;
  return z
    .union([
      severities,
      z.strictObject({ severity: severities.optional().meta(SEVERITY_META), ...optionFormats(options) }),
    ])
    .meta({ description: title, default: severity });
}

function optionFormats(options: RuleOptions): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionFormat(option)]));
}

function optionFormat(option: RuleOption): z.ZodType {
  const { description } = option;
  const fallback = defaultOf(option);
  return valueFormat(option)
    .optional()
    .meta({
      description,
      ...(fallback !== undefined && { default: fallback }),
      ...(option.kind === "words" && { examples: option.examples }),
      ...(option.kind === "choice" && option.meanings && { enumDescriptions: option.meanings }),
    });
}

function valueFormat(option: RuleOption): z.ZodType {
  switch (option.kind) {
    case "choice":
      return z.enum(option.choices);
    case "words":
      return z.array(z.string().regex(/^[a-z]+$/u));
    case "count":
      return z.int().min(1);
    default:
      return option satisfies never;
  }
}

/** Something for each rule, by its name: no other key may stand there. */
function forEachRule<Format extends z.ZodType>(
  formatOf: (rule: Rule) => Format,
): z.ZodObject<Record<string, z.ZodOptional<Format>>, z.core.$strict> {
  return z.strictObject(Object.fromEntries(RULES.map((rule) => [rule.name, formatOf(rule).optional()])));
}

/** Settings of the rules for the whole plan. */
export const lintFormat = z
  .strictObject({
    rules: forEachRule(settingFormat)
      .optional()
      .meta({
        description: "The severity of each rule by name, or its severity and options.",
        examples: [{ "event-naming": { severity: "error", style: "Title Case" }, "missing-owner": "off" }],
      }),
  })
  .meta({ description: "Settings of the lint rules." });

/** Exceptions to the rules, written where they are made. */
export interface LintIgnoreBody {
  readonly ignore?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Exceptions to the rules for one thing of the plan, and all that is in it. */
export const lintIgnoreFormat: z.ZodType<LintIgnoreBody, LintIgnoreBody> = z
  .strictObject({
    ignore: forEachRule(({ title }) => proseFormat.meta({ description: title }))
      .optional()
      .meta({
        description: "Rules to ignore here, each with the reason.",
        examples: [{ "event-naming": "Existing reports use this name." }],
      }),
  })
  .meta({ id: "lintIgnore", description: "Exceptions to lint rules." });
