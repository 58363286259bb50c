export * from "./events";
export { send as sendEvent } from "./send";
