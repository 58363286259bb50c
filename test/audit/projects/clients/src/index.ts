export { client as analytics, default as main } from "./client";
export * as everything from "./client";
