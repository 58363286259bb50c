import type { Bundle, Group, Plan, PlanEvent } from "../plan/plan.ts";
import type { Deprecation, HolderKind, Pointer, Property, PropertyType } from "../plan/property.ts";
import type { Normalizer } from "../naming/word-forms.ts";
import type { RuleOptions, ValuesOf } from "./options.ts";

export const SEVERITY_MEANINGS = {
  error: "Fails the check.",
  warning: "Fails the check with `--strict`.",
  off: "Not checked.",
} as const;

export type RuleSeverity = keyof typeof SEVERITY_MEANINGS;

/**
 * A rule: one object in one file of `catalogue/`, listed in `rules.ts`. The reader validates `lint` with it, editors complete
 * from it, `explain` and the page of rules show it, and the tests run its examples.
 */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  /** Its name in `lint`, and the code of its findings. */
  readonly name: string;
  /** The default severity. */
  readonly severity: "error" | "warning";
  /** Whether it protects people's data. A baseline never accepts its findings. */
  readonly security?: true;
  /** Whether it depends on today's date. Then it never fails a build, not even with `--strict`. */
  readonly advisory?: true;
  /** What a good plan does, in one sentence. */
  readonly title: string;
  /** The options by name. */
  readonly options: Options;
  /** What goes wrong otherwise. Markdown. */
  readonly why: string;
  /** A plan, without its head, that breaks the rule. */
  readonly bad: string;
  /** The same plan, corrected. */
  readonly good: string;
  /** What the rule ignores, and when to add an exception. Markdown. */
  readonly notes?: string;
  /** Finds violations, in time linear to the plan: it groups by a key and never compares each with each. */
  check(context: RuleContext<ValuesOf<Options>>): Iterable<RuleFinding>;
}

/** Defines a rule whose check knows the types of its options. */
export function defineRule<const Options extends RuleOptions = Record<never, never>>(
  rule: Omit<Rule<Options>, "options"> & { readonly options?: Options },
): Rule<Options> {
  return { ...rule, options: rule.options ?? ({} as Options) };
}

/** What a rule looks at. */
export interface RuleContext<Options = Readonly<Record<string, unknown>>> {
  readonly plan: Plan;
  /** Every property that the plan defines, once. */
  readonly properties: readonly PlacedProperty[];
  /** The options with defaults. */
  readonly options: Options;
  /** Normalizes words for comparison. All rules share its cache. */
  readonly normalize: Normalizer;
  /** Today in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** A problem at a place of the plan. The runner adds code, severity and line. */
export interface RuleFinding {
  readonly at: Pointer;
  /** Whether the key or the value is marked. Default: the value if it is a scalar, else the key. */
  readonly part?: "key" | "value" | undefined;
  /** The problem, in one sentence. Names from the plan are in backticks. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
  /** Related places. An exception at one of them applies too. */
  readonly related?: readonly RelatedFinding[] | undefined;
  /** What is said once in the place of this finding and all others that have the same object here: they have one cause. */
  readonly cause?: FindingCause | undefined;
}

/** The cause of several findings. It is reported at the first of them, unless it has a place of its own. */
export type FindingCause = Pick<RuleFinding, "message" | "hint"> & Partial<Pick<RuleFinding, "at" | "part">>;

interface RelatedFinding {
  /** Ends with a colon: the place follows. */
  readonly message: string;
  readonly at: Pointer;
  readonly part?: "key" | "value" | undefined;
}

export interface PlacedProperty {
  readonly property: Property;
  readonly holder: Holder;
  /** Whether it has its own name. Otherwise problems of the name are reported at the shared property. */
  readonly ownsName: boolean;
  /** The shared property that it uses. */
  readonly base: Property | undefined;
}

/** The owner of a property. */
type Holder =
  | { readonly kind: "event"; readonly event: PlanEvent }
  | { readonly kind: "bundle"; readonly bundle: Bundle }
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: Exclude<HolderKind, "event" | "bundle" | "group"> };

/** Every property that a plan defines, once: a shared object and a bundle are only entered where they are defined. */
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
  for (const bundle of plan.bundles) place(bundle.properties, { kind: "bundle", bundle });
  for (const event of plan.events) {
    const own = event.properties.filter(({ bundle }) => bundle === undefined);
    place(own, { kind: "event", event });
  }
  return placed;
}

/** The deprecation of a property, unless the shared property has the same one. */
export function ownDeprecation({ property, base }: PlacedProperty): Deprecation | undefined {
  const { deprecated } = property;
  if (deprecated === undefined) return undefined;
  return JSON.stringify(deprecated) === JSON.stringify(base?.deprecated) ? undefined : deprecated;
}

/** The properties that a type defines at `at`, not at a shared property. */
function innerProperties(type: PropertyType, at: Pointer): readonly Property[] {
  if (type.kind === "array" || type.kind === "map") return innerProperties(type.items.type, at);
  if (type.kind !== "object") return [];
  return type.properties.filter((inner) => startsWith(inner.at, at));
}

/** Whether a pointer leads to something or to a part of it. */
function startsWith(at: Pointer, prefix: Pointer): boolean {
  return at.length > prefix.length && prefix.every((step, index) => at[index] === step);
}
