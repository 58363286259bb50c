import * as browser from "./generated/browser.js";
import {
  configureTracking,
  createTracker,
  type LinkClicked,
  type OrderPaid,
  type OrderPaidPayload,
  organizationKey,
  trackLinkClicked,
  trackOrderPaid,
  trackSignedOut,
  type Tracker,
  type UserId,
  withCommon,
  type WorkspaceKey,
} from "./generated/index.js";
import { schemas } from "./generated/validators.js";

declare const user: UserId;
declare const posthog: browser.PostHog;
declare const organization: ReturnType<typeof organizationKey>;
declare const workspace: WorkspaceKey;
declare const version: string | undefined;
declare const give: () => { readonly app_version: string };
const once = { timestamp: new Date() };

// Values are given once; each may be left out there, and in each call.
configureTracking({ common: () => ({ app_version: "1.2.0", organization_id: organization }) });
configureTracking({ debug: true });
configureTracking({ common: () => ({ app_version: version }) });
configureTracking({ common: () => (version === undefined ? {} : { app_version: version }) });
const tracker: Tracker = createTracker({ common: () => ({ build: 3 }) }).with({ app_version: "1.2.0" });
trackSignedOut(user);
trackOrderPaid(user, { amount: 3 });
trackOrderPaid(user, { amount: 3, app_version: "1.2.1" }, { tracker: tracker.with({}) });
trackLinkClicked(user, { path_to: "/" }, once);
export const answer: number = withCommon({ app_version: "1.2.0" }, () => 42);
export const later: Promise<string> = withCommon({}, async () => "x");
export const paid: OrderPaid = schemas.orderPaid.parse({ amount: 3 });
export const sent: OrderPaidPayload = { amount: 3, app_version: "1", build: 1, platform: "server" };
browser.setCommon({ path: "/", app_version: "1.2.0" });
browser.trackLinkClicked(posthog, { path_to: "/" }, once);
browser.trackPageViewed(posthog, { organization_id: organization });

configureTracking({ common: () => ({ app_version: 12 }) }); // Type '() => { app_version: number; }' is not assignable to type '() => OnlyPlanned<{ app_version: number; }, CommonProperties>'.
configureTracking({ common: () => ({ app_version: "1.2.0", app_versoin: "1.2.0" }) }); // Type '() => { app_version: string; app_versoin: string; }' is not assignable to type '() => OnlyPlanned<{ app_version: string; app_versoin: string; }, CommonProperties>'.
configureTracking({ common: async () => ({ app_version: "1.2.0" }) }); // Type '() => Promise<{ app_version: string; }>' is not assignable to type '() => OnlyPlanned<Promise<{ app_version: string; }>, CommonProperties>'.
configureTracking({ common: { app_version: "1.2.0" } }); // Object literal may only specify known properties, and 'app_version' does not exist in type '() => OnlyPlanned<CommonProperties, CommonProperties>'.
createTracker({ common: () => ({ platform: "web" }) }); // Type '() => { platform: string; }' is not assignable to type '() => OnlyPlanned<{ platform: string; }, CommonProperties>'.
withCommon({ app_versoin: "1.2.0" }, () => {}); // Object literal may only specify known properties, but 'app_versoin' does not exist in type 'CommonProperties'. Did you mean to write 'app_version'?
withCommon({ organization_id: workspace }, () => {}); // Type 'WorkspaceKey' is not assignable to type 'OrganizationKey | undefined'.
withCommon(give, () => {}); // Value of type '() => { readonly app_version: string; }' has no properties in common with type 'CommonProperties'. Did you mean to call it?
tracker.with({ build: "3" }); // Type 'string' is not assignable to type 'number'.
tracker.with({ path: "/" }); // Object literal may only specify known properties, and 'path' does not exist in type 'CommonProperties'.
trackSignedOut(user, { app_version: 12 }); // Type 'number' is not assignable to type 'string'.
trackOrderPaid(user, {}); // Argument of type '{}' is not assignable to parameter of type 'OrderPaid'.
export const unsent: OrderPaidPayload = { amount: 3, build: 1, platform: "server" }; // Property 'app_version' is missing in type '{ amount: number; build: number; platform: "server"; }' but required in type 'OrderPaidPayload'.
export const onServer: LinkClicked = { path_to: "/", path: "/" }; // Object literal may only specify known properties, and 'path' does not exist in type 'LinkClicked'.
browser.setCommon({ path: "/", build: 3 }); // Object literal may only specify known properties, and 'build' does not exist in type 'CommonProperties'.
browser.setCommon({ path: 3 }); // Type 'number' is not assignable to type 'string'.
browser.trackLinkClicked(posthog, { path_to: "/", build: 3 }, once); // Object literal may only specify known properties, and 'build' does not exist in type 'LinkClicked'.
