import type { RuleName } from "../format/rule-format.ts";
import { bothWithoutKey } from "./catalogue/both-without-key.ts";
import { conflictingProperty } from "./catalogue/conflicting-property.ts";
import { deprecatedSuccessor } from "./catalogue/deprecated-successor.ts";
import { descriptionRepeatsName } from "./catalogue/description-repeats-name.ts";
import { doubleRevenue } from "./catalogue/double-revenue.ts";
import { enumStyle } from "./catalogue/enum-style.ts";
import { eventNaming } from "./catalogue/event-naming.ts";
import { incompleteDeprecation } from "./catalogue/incomplete-deprecation.ts";
import { missingCategory } from "./catalogue/missing-category.ts";
import { missingDescription } from "./catalogue/missing-description.ts";
import { missingExample } from "./catalogue/missing-example.ts";
import { missingOwner } from "./catalogue/missing-owner.ts";
import { missingTrigger } from "./catalogue/missing-trigger.ts";
import { moneyWithoutCurrency } from "./catalogue/money-without-currency.ts";
import { personalDataInEvent } from "./catalogue/personal-data-in-event.ts";
import { propertyNaming } from "./catalogue/property-naming.ts";
import { removalOverdue } from "./catalogue/removal-overdue.ts";
import { revenueUnit } from "./catalogue/revenue-unit.ts";
import { similarEvents } from "./catalogue/similar-events.ts";
import { similarProperties } from "./catalogue/similar-properties.ts";
import { tooManyProperties } from "./catalogue/too-many-properties.ts";
import { unboundedText } from "./catalogue/unbounded-text.ts";
import { unitInNameRule } from "./catalogue/unit-in-name.ts";
import { unmarkedPersonalData } from "./catalogue/unmarked-personal-data.ts";
import { unusedProperty } from "./catalogue/unused-property.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of the format, which names them. */
export const RULES: { readonly [Name in RuleName]: Rule<Name> } = {
  "event-naming": eventNaming,
  "property-naming": propertyNaming,
  "similar-events": similarEvents,
  "similar-properties": similarProperties,
  "enum-style": enumStyle,
  "unit-in-name": unitInNameRule,
  "conflicting-property": conflictingProperty,
  "missing-description": missingDescription,
  "description-repeats-name": descriptionRepeatsName,
  "missing-owner": missingOwner,
  "missing-trigger": missingTrigger,
  "missing-example": missingExample,
  "missing-category": missingCategory,
  "unmarked-personal-data": unmarkedPersonalData,
  "personal-data-in-event": personalDataInEvent,
  "unbounded-text": unboundedText,
  "money-without-currency": moneyWithoutCurrency,
  "revenue-unit": revenueUnit,
  "double-revenue": doubleRevenue,
  "both-without-key": bothWithoutKey,
  "incomplete-deprecation": incompleteDeprecation,
  "deprecated-successor": deprecatedSuccessor,
  "removal-overdue": removalOverdue,
  "unused-property": unusedProperty,
  "too-many-properties": tooManyProperties,
};
