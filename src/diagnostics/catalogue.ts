import { AUDIT_CODES } from "./codes/audit-codes.ts";
import { EVENT_CODES } from "./codes/event-codes.ts";
import { IDENTITY_CODES } from "./codes/identity-codes.ts";
import { IMPORT_CODES } from "./codes/import-codes.ts";
import { LINT_CODES } from "./codes/lint-codes.ts";
import { OBSERVED_CODES } from "./codes/observed-codes.ts";
import { OUTPUT_CODES } from "./codes/output-codes.ts";
import { PROPERTY_CODES } from "./codes/property-codes.ts";
import { RECORD_CODES } from "./codes/record-codes.ts";
import { SHAPE_CODES } from "./codes/shape-codes.ts";
import { TEXT_CODES } from "./codes/text-codes.ts";

/** Every code that a diagnostic can have, with its severity, what it means and what to do. */
export const CATALOGUE = {
  ...TEXT_CODES,
  ...SHAPE_CODES,
  ...PROPERTY_CODES,
  ...IDENTITY_CODES,
  ...EVENT_CODES,
  ...LINT_CODES,
  ...OUTPUT_CODES,
  ...RECORD_CODES,
  ...AUDIT_CODES,
  ...IMPORT_CODES,
  ...OBSERVED_CODES,
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;
