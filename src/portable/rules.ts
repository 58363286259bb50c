import type { JsonValue, PlainObject } from "./values.ts";

/** What follows from the properties of an event: plain data, and the functions that expressions of the plan become. */
export interface EventRules {
  readonly name: string;
  readonly fields?: Fields;
  /** Adds the computed properties: see `addComputed`. What they need comes only with the events that have any. */
  readonly computed?: (properties: PlainObject) => readonly string[];
  /** Group type → the property that holds the group's key. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly revenue?: {
    readonly amount: string;
    readonly currency: string | { readonly property: string };
  };
  /** Property that is set → property of the event. */
  readonly sets?: {
    readonly person?: Readonly<Record<string, string>>;
    readonly personOnce?: Readonly<Record<string, string>>;
    readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  /**
   * What makes two sends one event: the values of these properties, one a person (`once`), or the key that the caller
   * passes (`caller`). Absent when every send is an event of its own.
   */
  readonly idempotency?: readonly string[] | "once" | "caller";
}

export type Fields = Readonly<Record<string, FieldRule>>;

/** What happens to a value on its way to the wire. */
export interface FieldRule {
  /** Cut to this many code points, before the value is checked. */
  readonly truncate?: number;
  /** Of a `uuid`: to lower case. Of a `datetime`: `toIso`, which comes only with the plans that have any. */
  readonly as?: "uuid" | ((value: unknown) => string | undefined);
  /** Sent when the value is absent. */
  readonly default?: JsonValue;
  /** Sent always; the caller cannot pass it. */
  readonly constant?: JsonValue;
  /** The rule of each item of an array, and of each value of a map. */
  readonly each?: FieldRule;
  /** The rules of an object's properties. */
  readonly fields?: Fields;
}
