import { bothWithoutKey } from "./catalogue/both-without-key.ts";
import { conflictingProperty } from "./catalogue/conflicting-property.ts";
import { deprecatedSuccessor } from "./catalogue/deprecated-successor.ts";
import { descriptionRepeatsName } from "./catalogue/description-repeats-name.ts";
import { doubleRevenue } from "./catalogue/double-revenue.ts";
import { enumStyle } from "./catalogue/enum-style.ts";
import { eventNaming } from "./catalogue/event-naming.ts";
import { incompleteDeprecation } from "./catalogue/incomplete-deprecation.ts";
import {
  missingCategory,
  missingDescription,
  missingExample,
  missingOwner,
  missingTrigger,
} from "./catalogue/missing.ts";
import { moneyWithoutCurrency } from "./catalogue/money-without-currency.ts";
import { personalDataInEvent } from "./catalogue/personal-data-in-event.ts";
import { personalDataInKey } from "./catalogue/personal-data-in-key.ts";
import { propertyNaming } from "./catalogue/property-naming.ts";
import { removalOverdue } from "./catalogue/removal-overdue.ts";
import { revenueUnit } from "./catalogue/revenue-unit.ts";
import { similarEvents } from "./catalogue/similar-events.ts";
import { similarProperties } from "./catalogue/similar-properties.ts";
import { tooManyProperties } from "./catalogue/too-many-properties.ts";
import { unboundedText } from "./catalogue/unbounded-text.ts";
import { unitInNameRule } from "./catalogue/unit-in-name.ts";
import { unmarkedPersonalData } from "./catalogue/unmarked-personal-data.ts";
import { unusedBundle } from "./catalogue/unused-bundle.ts";
import { unusedProperty } from "./catalogue/unused-property.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by what it looks at. */
export const RULES: readonly Rule[] = [
  // Names.
  eventNaming,
  propertyNaming,
  similarEvents,
  similarProperties,
  enumStyle,
  unitInNameRule,
  conflictingProperty,

  // Documentation.
  missingDescription,
  descriptionRepeatsName,
  missingOwner,
  missingTrigger,
  missingExample,
  missingCategory,

  // Personal data.
  unmarkedPersonalData,
  personalDataInEvent,
  personalDataInKey,
  unboundedText,

  // Money, and counting once.
  moneyWithoutCurrency,
  revenueUnit,
  doubleRevenue,
  bothWithoutKey,

  // Life.
  incompleteDeprecation,
  deprecatedSuccessor,
  removalOverdue,
  unusedProperty,
  unusedBundle,
  tooManyProperties,
];
