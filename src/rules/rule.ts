import * as z from "zod";
import type { Group, Plan, PlanEvent } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { Normalizer } from "./words/word-forms.ts";
import type { Deprecation, HolderKind, Property, PropertyType } from "../plan/property.ts";
import { code } from "../text/markdown.ts";
import { NAME_STYLES } from "./words/name-style.ts";

/** How severe a rule can be, with what each severity means. */
export const SEVERITY_MEANINGS = {
  error: "Fails the check.",
  warning: "Fails the check with `--strict`.",
  off: "Is not checked.",
} as const;

export type RuleSeverity = keyof typeof SEVERITY_MEANINGS;

/**
 * A rule of a good plan: one object in one file of `catalogue/`, listed in `rules.ts`. Reading checks `lint` with it, editors
 * complete from it, `explain` and the page of rules show it, and the tests run its examples.
 */
export interface Rule<Options extends z.ZodRawShape = z.ZodRawShape> {
  /** Its name in `lint`, and the code of what it finds. */
  readonly name: string;
  /** How severe it is when the plan does not say. */
  readonly severity: "error" | "warning";
  /**
   * That the rule looks at today's date. A day that passes is no change of anybody's, so that what the rule says is a
   * warning at most, and fails nothing, not even with `--strict`.
   */
  readonly advisory?: true;
  /** What holds in a good plan, in one sentence. */
  readonly title: string;
  /** The options, each with a default or optional. */
  readonly options: Options;
  /** What goes wrong where the rule is not kept. Markdown. */
  readonly why: string;
  /** A plan, without its head, that breaks the rule. */
  readonly bad: string;
  /** The same plan as it should be. */
  readonly good: string;
  /** What the rule leaves alone, and when to make an exception, where that is not plain. Markdown. */
  readonly notes?: string;
  /**
   * Says what breaks the rule. It neither ranks nor locates nor prints, asks no clock, and takes no longer than a few
   * looks at each thing of the plan: it groups by a key, and never compares each with each.
   */
  check(context: RuleContext<z.output<z.ZodObject<Options>>>): Iterable<RuleFinding>;
}

/** A rule, with the types of its options told to its check. */
export function defineRule<Options extends z.ZodRawShape = Record<never, never>>(
  rule: Omit<Rule<Options>, "options"> & { readonly options?: Options },
): Rule<Options> {
  return { ...rule, options: rule.options ?? ({} as Options) };
}

/** What a rule looks at. */
export interface RuleContext<Options = Readonly<Record<string, unknown>>> {
  readonly plan: Plan;
  /** Every property that is written down somewhere in the plan, once. */
  readonly properties: readonly PlacedProperty[];
  /** What the plan sets, defaults filled in. */
  readonly options: Options;
  /** What words are compared by. All rules share it: it remembers the words of the plan. */
  readonly normalize: Normalizer;
  /** The day on which the plan is checked, in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** A place of the plan and what is wrong there. The runner adds code, severity and line. */
export interface RuleFinding {
  readonly at: Pointer;
  /** Whether the key or the value at the pointer is meant. Default: the value where it is a single one, else the key. */
  readonly part?: "key" | "value" | undefined;
  /** The fault, in one sentence. Names from the plan stand in backticks. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
  /** The other things that it is about. An exception at one of them holds, too. */
  readonly related?: readonly RelatedFinding[] | undefined;
}

/** Another place that belongs to a finding. */
interface RelatedFinding {
  /** What is there, with a colon at the end: the place follows. */
  readonly message: string;
  readonly at: Pointer;
  readonly part?: "key" | "value" | undefined;
}

/** A property and what holds it. */
export interface PlacedProperty {
  readonly property: Property;
  readonly holder: Holder;
  /**
   * Whether its name is its own, and not that of the shared property that it takes: what there is to say of the name, and
   * of all that it takes unchanged, is said there.
   */
  readonly ownsName: boolean;
  /** The shared property that it takes, if any: what is the same there was most likely taken from there. */
  readonly base: Property | undefined;
}

/** What holds a property, with what is to be known of it. */
type Holder =
  | { readonly kind: "event"; readonly event: PlanEvent }
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: Exclude<HolderKind, "event" | "group"> };

/** Every property that is written down in a plan, once: an object that is shared is looked into where it is defined. */
export function placeProperties(plan: Plan): readonly PlacedProperty[] {
  const placed: PlacedProperty[] = [];
  const shared = new Map(plan.properties.map((property) => [property.name, property] as const));
  const place = (properties: readonly Property[], holder: Holder): void => {
    for (const property of properties) {
      const base = property.use === undefined ? undefined : shared.get(property.use);
      placed.push({
        property,
        holder,
        ownsName: holder.kind === "shared" || property.use !== property.name,
        base,
      });
      place(innerProperties(property.type, property.at), { kind: "object" });
    }
  };
  place(plan.properties, { kind: "shared" });
  place(plan.person, { kind: "person" });
  for (const group of plan.groups) place(group.properties, { kind: "group", group });
  for (const event of plan.events) place(event.properties, { kind: "event", event });
  return placed;
}

/** That a property is on its way out, unless the shared property that it takes says the same, where it is told. */
export function ownDeprecation({ property, base }: PlacedProperty): Deprecation | undefined {
  const { deprecated } = property;
  return JSON.stringify(deprecated) === JSON.stringify(base?.deprecated) ? undefined : deprecated;
}

/** The properties that a type lists, when they are written at `at` and not at a shared property. */
function innerProperties(type: PropertyType, at: Pointer): readonly Property[] {
  if (type.kind === "array" || type.kind === "map") return innerProperties(type.items.type, at);
  if (type.kind !== "object") return [];
  return type.properties.filter((inner) => startsWith(inner.at, at));
}

/** Whether a pointer leads to something or to a part of it. */
function startsWith(at: Pointer, prefix: Pointer): boolean {
  return at.length > prefix.length && prefix.every((step, index) => at[index] === step);
}

/** An option that takes one of the styles of names. */
export const styleOption = z.enum(NAME_STYLES);

/** An option that takes further words, in small letters. */
export const wordsOption = z.array(z.string().regex(/^[a-z]+$/u)).default([]);

/** What each option of a rule is, one sentence after another, as Markdown; in the order of the rule. */
export function describeOptions({ options }: Rule): readonly string[] {
  const { properties = {} } = z.toJSONSchema(z.object(options), { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { description = "", enum: values, default: initial, type } = schema as z.core.JSONSchema.JSONSchema;
    const taken = values?.map((value) => code(String(value))).join(", ") ?? TYPES[String(type)];
    return `${code(name)}: ${description} Takes ${taken}. Default: ${initialOf(initial)}.`;
  });
}

const TYPES: Readonly<Record<string, string>> = { array: "a list of words", integer: "a whole number" };

function initialOf(value: unknown): string {
  if (value === undefined) return "none";
  return code(typeof value === "string" ? value : JSON.stringify(value));
}
