import type { Plan } from "../../../../src/plan/plan.ts";
/** A plan with something of everything that the docs show. */
export declare const samplePlan: Plan;
