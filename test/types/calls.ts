import {
  type BannerClosed,
  type CheckoutCompletedPayload,
  captureRevenue,
  checkoutCompletedEvent,
  checkoutCompletedSchema,
  createTracker,
  groupIdentify,
  identifyUser,
  isUserId,
  parseUserId,
  trackCheckoutCompleted,
  trackEvent,
  trackSignedOut,
  type UserId,
  userId,
} from "./generated/index.js";

declare const user: UserId;
declare const email: string;
declare const organizationId: `org_${string}`;
declare const row: { readonly tier?: "free" | "pro"; readonly seats?: number } | undefined;
declare const known: { readonly checkout_type: "lifetime"; readonly amount_usd: number; readonly organization_id: string };

// What must compile.
trackCheckoutCompleted(user, known);
trackCheckoutCompleted(parseUserId(email), known);
trackCheckoutCompleted(userId(email), { ...known, tier: row?.tier });
trackCheckoutCompleted(user, { ...known, attempt: undefined, lines: [{ sku: "a" }] });
trackCheckoutCompleted(user, known, { timestamp: new Date(), groups: { organization: "org_1" }, tracker: createTracker() });
trackSignedOut(user);
trackSignedOut(user, {}, { sessionId: "s" });
trackEvent("checkout_completed", user, known);
trackEvent("signed_out", user, {});
captureRevenue(user, { event: "checkout_completed", ...known });
identifyUser(user, { tier: row?.tier });
groupIdentify("organization", "org_1", { seats: row?.seats }, { by: parseUserId(email) });
export const name: string = checkoutCompletedEvent.name;
export const amount: number = checkoutCompletedSchema.parse(known).amount_usd;
export const closed: BannerClosed = {};
export const payload: CheckoutCompletedPayload = {
  ...known,
  attempt: 1,
  channel: "web",
  cents: 1,
  $revenue: 1,
  currency: "USD",
};
if (isUserId(email)) {
  trackSignedOut(email);
}

// What must not, and the compiler's words.
trackCheckoutCompleted(user, { ...known, checkout_type: "subscribtion" }); // Type '"subscribtion"' is not assignable to type '"subscription" | "lifetime"'. Did you mean '"subscription"'?
trackCheckoutCompleted(user, { checkout_type: "lifetime", organization_id: "org_1" }); // Argument of type '{ checkout_type: "lifetime"; organization_id: string; }' is not assignable to parameter of type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, ammount_usd: 5 }); // Object literal may only specify known properties, but 'ammount_usd' does not exist in type 'CheckoutCompleted'. Did you mean to write 'amount_usd'?
trackCheckoutCompleted(user, { ...known, channel: "web" }); // Object literal may only specify known properties, and 'channel' does not exist in type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, cents: 1 }); // Object literal may only specify known properties, and 'cents' does not exist in type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, amount_usd: "50" }); // Type 'string' is not assignable to type 'number'.
trackCheckoutCompleted(user, { ...known, organization_id: undefined }); // Type 'undefined' is not assignable to type 'string'.
trackCheckoutCompleted(user, { ...known, tier: null }); // Type 'null' is not assignable to type 'Tier | undefined'.
trackCheckoutCompleted(user, { ...known, lines: [{ sku: "a", size: 1 }] }); // Object literal may only specify known properties, and 'size' does not exist in type '{ readonly sku: string; }'.
trackCheckoutCompleted(email, known); // Argument of type 'string' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted("ada@example.com", known); // Argument of type '"ada@example.com"' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted("user_3f8a1b2c-9d4e-4f60-8a7b-1c2d3e4f5a6b", known); // Argument of type '"user_3f8a1b2c-9d4e-4f60-8a7b-1c2d3e4f5a6b"' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(organizationId, known); // Argument of type '`org_${string}`' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(undefined, known); // Argument of type 'undefined' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(user, known, { timestamp: 1700000000 }); // Type 'number' is not assignable to type 'Date'.
trackCheckoutCompleted(user, known, { groups: { team: "t" } }); // Object literal may only specify known properties, and 'team' does not exist in type 'Partial<Readonly<Record<"organization", string | undefined>>>'.
trackSignedOut(user, { reason: "idle" }); // Type 'string' is not assignable to type 'never'.
trackEvent("checkout_complete", user, known); // Argument of type '"checkout_complete"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("banner_closed", user, {}); // Argument of type '"banner_closed"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("export_planned", user, {}); // Argument of type '"export_planned"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("signed_out", user, known); // Argument of type '{ readonly checkout_type: "lifetime"; readonly amount_usd: number; readonly organization_id: string; }' is not assignable to parameter of type 'SignedOut'.
captureRevenue(user, { event: "signed_out" }); // Type '"signed_out"' is not assignable to type '"checkout_completed"'.
captureRevenue(user, { event: "checkout_completed" }); // Argument of type '{ event: "checkout_completed"; }' is not assignable to parameter of type '{ readonly event: "checkout_completed"; } & CheckoutCompleted'.
identifyUser(user, { tier: "team" }); // Type '"team"' is not assignable to type 'Tier | undefined'.
identifyUser(user, { email }); // Object literal may only specify known properties, and 'email' does not exist in type 'PersonProperties'.
groupIdentify("team", "t", {}); // Argument of type '"team"' is not assignable to parameter of type '"organization"'.
groupIdentify("organization", "org_1", { seats: "5" }); // Type 'string' is not assignable to type 'number'.
groupIdentify("organization", "org_1", {}, { by: email }); // Type 'string' is not assignable to type 'UserId | ParsedUserId | undefined'.
export const raw: UserId = email; // Type 'string' is not assignable to type 'UserId'.
