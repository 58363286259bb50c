import type { Pointer, Property, PropertyType } from "../plan/property.ts";
import type { PlanContent } from "./content.ts";
import type { PropertyContents, ResolvedProperty } from "./property/property-content.ts";
import type { Report } from "./report.ts";
import type { KeyOrders } from "./source/data.ts";

/** What the readers of a plan's parts work with. */
export interface Reading {
  readonly content: PlanContent;
  readonly report: Report;
  readonly shared: SharedProperties;
  readonly keyOrders: KeyOrders;
  /** The type of a shared property that something at a place takes. Nothing when it is invalid. */
  typeOfShared(name: string, at: Pointer): PropertyType | undefined;
  /** The properties of an object type, without the invalid ones. */
  readNested(bodies: PropertyContents, at: Pointer): readonly Property[];
}

/** The plan's shared properties, with `use` resolved. */
export interface SharedProperties {
  readonly names: readonly string[];
  /** Whether the plan defines the name, validly or not. */
  defines(name: string): boolean;
  /** The property; nothing when it does not exist or is invalid, which was reported. */
  find(name: string): ResolvedProperty | undefined;
}
