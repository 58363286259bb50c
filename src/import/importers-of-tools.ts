/** The importers of other tools' plans: loaded together, since most of them read schemas. */
export { importGlean } from "./glean.ts";
export { importJsonSchema } from "./json-schema/import-json-schema.ts";
export { importOpenTrackPlan } from "./opentrackplan/import-opentrackplan.ts";
export { importRudderStack } from "./rudderstack/import-rudderstack.ts";
export { importSegment } from "./segment.ts";
