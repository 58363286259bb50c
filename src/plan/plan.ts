import type { JsonObject } from "./example.ts";
import type { IdForm, Identity } from "./ids/identity.ts";
import type { Deprecation, Pointer, Property } from "./property.ts";

/**
 * A tracking plan as everything after reading sees it: checked, references resolved, frozen, and without a
 * trace of YAML. Lists that order means nothing in (events, groups, shared properties, person properties) are
 * sorted by name in code units; an event's own properties and an enum's values keep the author's order.
 */
export interface Plan {
  /** Name of the product, such as `omoi-os`. Also names the shared tracker at runtime. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly identity: Identity;
  readonly groups: readonly Group[];
  /** What `identifyUser` may set on a person. */
  readonly person: readonly Property[];
  /** The shared properties, whether an event uses them or not. */
  readonly properties: readonly Property[];
  /** The bundles, whether an event has them or not. */
  readonly bundles: readonly Bundle[];
  /** The names of the bundles that every event of a side has, in the author's order. */
  readonly common: Readonly<Record<Side, readonly string[]>>;
  readonly events: readonly PlanEvent[];
  readonly output: Output;
  readonly lint: PlanLint;
  readonly audit: PlanAudit;
  /** The packages that parts of it come from. Sorted by name. */
  readonly packages: readonly PlanPackage[];
  /** Absent of a plan that does not come from its own file. */
  readonly order?: AuthorsOrder | undefined;
}

/** An installed package that the plan includes files of. */
export interface PlanPackage {
  readonly name: string;
  /** As its `package.json` has it. */
  readonly version?: string | undefined;
}

/** Names in the order of the plan's file, for the docs: what the author puts first is what readers look for. */
export interface AuthorsOrder {
  readonly events: readonly string[];
  readonly groups: readonly string[];
  readonly person: readonly string[];
  /** Of the shared properties. */
  readonly properties: readonly string[];
  readonly bundles: readonly string[];
  /** The properties of each group. */
  readonly ofGroup: Readonly<Record<string, readonly string[]>>;
}

/** Where generated files go, and how their relative imports end. */
export interface Output {
  /** Relative to the plan file, with `/`. Default `./generated`. */
  readonly dir: string;
  /** Where the two frontend files go, when not into `dir`. Relative to the plan file. */
  readonly browser?: string | undefined;
  /** Where the two files of a React Native app go. Relative to the plan file. Without it, there are none. */
  readonly native?: string | undefined;
  /** The side that code is generated for, where it is not both. React Native belongs to the browser's. */
  readonly only?: "server" | "browser" | undefined;
  readonly imports: "js" | "ts" | "none";
  /** How relative imports end in the folders {@link browser} and {@link native}. Default `none`: bundlers resolve it, some of them nothing else. */
  readonly browserImports: "js" | "ts" | "none";
  /** Whether events name the plan and its version. */
  readonly stamp?: true | undefined;
  /** Whether `AGENTS.md` is generated beside the helpers. */
  readonly agents?: true | undefined;
}

/** What the plan says about how code is held to it. */
export interface PlanAudit {
  /** The severities of findings by code; those that the plan does not name have their own. */
  readonly severities: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  readonly wrappers: readonly AuditWrapper[];
}

/** A function that sends events and that the audit cannot recognise by itself. */
export interface AuditWrapper {
  /** As calls name it, without what stands before the last dot. */
  readonly name: string;
  /** The positions of its arguments, from 0: the event's name, the person's id and the properties. */
  readonly event: number;
  readonly id?: number | undefined;
  readonly properties?: number | undefined;
}

/** What the plan says about the rules that it is held to. */
export interface PlanLint {
  /** The severities of rules and their options, by the rule's name; those that the plan does not name have their defaults. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** The exceptions, in the file's order. */
  readonly exceptions: readonly RuleException[];
}

/** What the plan sets of one rule. */
export interface RuleSetting {
  readonly severity?: "error" | "warning" | "off" | undefined;
  /** Of the shape that the format gives them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** That a rule does not hold for one thing of the plan and all that is in it. */
export interface RuleException {
  readonly rule: string;
  /** The event, group or property. */
  readonly of: Pointer;
  /** The author's words. */
  readonly reason: string;
}

/** A PostHog group type, such as `organization`. */
export interface Group {
  readonly name: string;
  readonly at: Pointer;
  readonly description?: string | undefined;
  /** Every event with an argument of this name is sent to the group that it names. */
  readonly key: string;
  /** The form of keys, from the type of the shared property of that name; absent when any string is a key. */
  readonly keyForm?: IdForm | undefined;
  readonly properties: readonly Property[];
}

/** A side that sends events: the backend or the frontend. */
export type Side = "server" | "client";

/** A named set of properties. */
export interface Bundle {
  readonly name: string;
  readonly at: Pointer;
  readonly description?: string | undefined;
  /** In the author's order. */
  readonly properties: readonly Property[];
}

export interface PlanEvent {
  /** What goes over the wire. */
  readonly name: string;
  /** What everything in code is named after, where the plan sets it apart from the name: `orderPaid`. */
  readonly as?: string | undefined;
  readonly at: Pointer;
  readonly description?: string | undefined;
  /** When the event is sent. For people to read. */
  readonly trigger?: string | undefined;
  readonly category?: string | undefined;
  /** Who is responsible for it: at least one, none twice. */
  readonly owner?: readonly string[] | undefined;
  /** Pages about it. */
  readonly links?: readonly Link[] | undefined;
  readonly tags: readonly string[];
  /** `server` and `both` make server helpers, `client` and `both` make browser helpers. */
  readonly source: "server" | "client" | "both";
  /** Who sends it: `user`, or the name of one of `identity.actors`. */
  readonly actor: string;
  readonly status: "planned" | "live" | "deprecated";
  /** `experimental`: it may change without notice. */
  readonly stability?: "experimental" | undefined;
  readonly deprecated?: Deprecation | undefined;
  /** The last day of an event that ends without being deprecated, `YYYY-MM-DD`. */
  readonly removeAfter?: string | undefined;
  readonly idempotency?: Idempotency | undefined;
  /** With `source: both`: the side that must send; the other is the safety net. */
  readonly ownerSide?: "server" | "client" | undefined;
  readonly revenue?: Revenue | undefined;
  /** The groups that the event is sent to, each with the property that is its key. Sorted by group. */
  readonly groups: readonly EventGroup[];
  readonly sets: Sets;
  /** The names of the bundles that the event takes, in the author's order. */
  readonly with: readonly string[];
  /** Its own, then those of the bundles that it takes, then the common ones of its sides. */
  readonly properties: readonly Property[];
  /** What callers may send besides. */
  readonly additional?: Additional | undefined;
  /** Whole events for documentation: properties as a caller passes them, which the event accepts. */
  readonly examples?: readonly JsonObject[] | undefined;
  readonly renamedFrom?: string | undefined;
  readonly alsoSentAs?: AlsoSentAs | undefined;
  /** Whether the server's helper keeps it in the tracker's outbox until PostHog has it. */
  readonly delivery?: "durable" | undefined;
}

/** What an event accepts beside its properties: each a name of the caller's and a value of one of the types. */
export interface Additional {
  readonly types: readonly ("string" | "number" | "integer" | "boolean")[];
  readonly maxKeys: number;
  /** Of text, in code points. */
  readonly maxLength: number;
}

/** A page on the web. */
export interface Link {
  readonly title: string;
  /** An http or https address, written as URLs are: ASCII, and percent-encoded. */
  readonly url: string;
}

/** A former name that an event is also sent under. */
export interface AlsoSentAs {
  readonly name: string;
  /** The day after which it should end, as `YYYY-MM-DD`. Only a reminder. */
  readonly until?: string | undefined;
}

/** What makes two sends one event. */
export interface Idempotency {
  readonly key:
    | { readonly kind: "properties"; readonly properties: readonly string[] }
    | { readonly kind: "once" }
    | { readonly kind: "caller" };
  /** The record whose time callers pass as the timestamp. For people to read. */
  readonly at?: string | undefined;
}

/** The amount, in major units, and its currency. */
export interface Revenue {
  /** Name of a numeric property of the event. */
  readonly amount: string;
  readonly currency:
    | { readonly kind: "code"; /** ISO 4217. */ readonly code: string }
    | { readonly kind: "property"; readonly property: string };
}

export interface EventGroup {
  readonly group: string;
  readonly property: string;
}

/** What an event sets on its person and groups: target property ← property of the event. Sorted by target. */
export interface Sets {
  readonly person: readonly Assignment[];
  readonly personOnce: readonly Assignment[];
  readonly groups: readonly { readonly group: string; readonly assignments: readonly Assignment[] }[];
}

export interface Assignment {
  readonly target: string;
  readonly from: string;
}
