import {
  type BannerClosed,
  type CheckoutCompletedPayload,
  captureRevenue,
  checkoutCompletedEvent,
  createTracker,
  fromRequest,
  groupIdentify,
  type InvoicePaid,
  type InvoicePaidPayload,
  identifyUser,
  isOrganizationKey,
  isUserId,
  nightlyJobId,
  organizationKey,
  parseNightlyJobId,
  parseOrganizationKey,
  parseUserId,
  type RobotId,
  trackCheckoutCompleted,
  trackEvent,
  trackInvoicePaid,
  trackItemBought,
  trackPagePrinted,
  trackPageViewed,
  trackReportBuilt,
  trackRobotStarted,
  trackSignedOut,
  trackWebhookReceived,
  type UserId,
  userId,
  type WorkspaceKey,
} from "./generated/index.js";
import { schemas } from "./generated/validators.js";

declare const user: UserId;
declare const email: string;
declare const organization: ReturnType<typeof organizationKey>;
declare const workspace: WorkspaceKey;
declare const robot: RobotId;
declare const request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
declare const row: { readonly tier?: "free" | "pro"; readonly seats?: number } | undefined;
declare const known: {
  readonly checkout_type: "lifetime";
  readonly amount_usd: number;
  readonly organization_id: typeof organization;
};
declare const invoice: InvoicePaid;
const paidAt = new Date(0);
const job = nightlyJobId("job_cleanup");

// What must compile.
trackCheckoutCompleted(user, known);
trackCheckoutCompleted(parseUserId(email), known);
trackCheckoutCompleted(userId(email), { ...known, tier: row?.tier });
trackCheckoutCompleted(user, { ...known, attempt: undefined, lines: [{ sku: "a" }] });
trackCheckoutCompleted(user, known, {
  timestamp: new Date(),
  groups: { organization, shop: "s", workspace },
  tracker: createTracker(),
});
trackPageViewed(user, { path: "/", status: 404, context: { channel: "web", more: [1], other: undefined } });
trackPageViewed(user, { path: "/" }, { additional: { campaign: "spring", rank: 2, gone: undefined } });
trackPagePrinted(user, {}, { timestamp: paidAt, idempotencyKey: "k", additional: { in_color: true } });
trackEvent("page_viewed", user, { path: "/" }, { additional: { rank: 2 } });
trackSignedOut(user);
trackSignedOut(user, {}, { sessionId: "s" });
trackEvent("checkout_completed", user, known);
trackEvent("signed_out", user, {});
captureRevenue(user, { event: "checkout_completed", ...known });
identifyUser(user, { tier: row?.tier });
identifyUser(user, {}, { unset: ["tier"] });
groupIdentify("organization", organization, { seats: row?.seats }, { by: parseUserId(email) });
export const name: string = checkoutCompletedEvent.name;
export const amount: number = schemas.checkoutCompleted.parse(known).amount_usd;
const batched = schemas.checkoutCompleted.extend({ batch: schemas.invoicePaid.shape.organization_id });
export const batch: typeof organization = batched.parse(known).batch;
export const picked: "subscription" | "lifetime" = schemas.checkoutCompleted
  .pick({ checkout_type: true })
  .parse(known).checkout_type;
export const omitted: readonly string[] = Object.keys(schemas.checkoutCompleted.omit({ tier: true }).shape);
export const partial: number | undefined = schemas.checkoutCompleted.partial().parse({}).amount_usd;
trackCheckoutCompleted(user, schemas.checkoutCompleted.parse(known));
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
trackReportBuilt(job);
trackReportBuilt(parseNightlyJobId(email), { organization_id: organization });
trackEvent("report_built", job, {});
trackRobotStarted(robot, {}, { timestamp: paidAt });
trackEvent("robot_started", robot, {}, { timestamp: paidAt });
trackInvoicePaid(user, invoice, { timestamp: paidAt });
trackInvoicePaid(user, invoice, {
  timestamp: paidAt,
  idempotencyKey: "in_1",
  groups: { workspace },
  ...fromRequest(request),
});
trackWebhookReceived(user, {}, { timestamp: paidAt, idempotencyKey: "evt_1" });
trackEvent("invoice_paid", user, invoice, { timestamp: paidAt });
trackEvent("webhook_received", user, { shop_code: "s" }, { timestamp: paidAt, idempotencyKey: "evt_1" });
captureRevenue(user, { event: "invoice_paid", ...invoice }, { timestamp: paidAt });
groupIdentify("shop", email, {});
identifyUser(user, {}, fromRequest(request));
trackItemBought(user, { item_id: "a" });
trackItemBought(user, { item_id: "a", currency: "EUR", value: undefined });
trackItemBought(user, { item_id: "a", value: 5, currency: "EUR" });
export const sent: InvoicePaidPayload["organization_id"] = organization;
if (isOrganizationKey(email)) {
  trackInvoicePaid(user, { ...invoice, organization_id: email }, { timestamp: paidAt });
}
const parsedOrganization = parseOrganizationKey(email);
if (parsedOrganization.ok) {
  groupIdentify("organization", parsedOrganization.id, {});
}

// What must not, and the compiler's words.
trackCheckoutCompleted(user, { ...known, checkout_type: "subscribtion" }); // Type '"subscribtion"' is not assignable to type '"subscription" | "lifetime"'. Did you mean '"subscription"'?
trackCheckoutCompleted(user, { checkout_type: "lifetime", organization_id: organization }); // Argument of type '{ checkout_type: "lifetime"; organization_id: OrganizationKey; }' is not assignable to parameter of type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, ammount_usd: 5 }); // Object literal may only specify known properties, but 'ammount_usd' does not exist in type 'CheckoutCompleted'. Did you mean to write 'amount_usd'?
trackCheckoutCompleted(user, { ...known, channel: "web" }); // Object literal may only specify known properties, and 'channel' does not exist in type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, cents: 1 }); // Object literal may only specify known properties, and 'cents' does not exist in type 'CheckoutCompleted'.
trackCheckoutCompleted(user, { ...known, amount_usd: "50" }); // Type 'string' is not assignable to type 'number'.
trackCheckoutCompleted(user, { ...known, organization_id: undefined }); // Type 'undefined' is not assignable to type 'OrganizationKey'.
trackCheckoutCompleted(user, { ...known, tier: null }); // Type 'null' is not assignable to type 'Tier | undefined'.
trackCheckoutCompleted(user, { ...known, lines: [{ sku: "a", size: 1 }] }); // Object literal may only specify known properties, and 'size' does not exist in type '{ sku: string; }'.
trackCheckoutCompleted(email, known); // Argument of type 'string' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted("ada@example.com", known); // Argument of type '"ada@example.com"' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted("user_3f8a1b2c-9d4e-4f60-8a7b-1c2d3e4f5a6b", known); // Argument of type '"user_3f8a1b2c-9d4e-4f60-8a7b-1c2d3e4f5a6b"' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(organization, known); // Argument of type 'OrganizationKey' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(undefined, known); // Argument of type 'undefined' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(user, known, { timestamp: 1700000000 }); // Type 'number' is not assignable to type 'Date'.
trackCheckoutCompleted(user, known, { groups: { team: "t" } }); // Object literal may only specify known properties, and 'team' does not exist in type '{ readonly organization?: OrganizationKey | undefined; readonly shop?: string | undefined; readonly workspace?: WorkspaceKey | undefined; }'.
trackSignedOut(user, { reason: "idle" }); // Type 'string' is not assignable to type 'never'.
trackEvent("checkout_complete", user, known); // Argument of type '"checkout_complete"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("banner_closed", user, {}); // Argument of type '"banner_closed"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("export_planned", user, {}); // Argument of type '"export_planned"' is not assignable to parameter of type 'keyof ServerEvents'.
trackEvent("signed_out", user, known); // Argument of type '{ readonly checkout_type: "lifetime"; readonly amount_usd: number; readonly organization_id: OrganizationKey; }' is not assignable to parameter of type 'SignedOut'.
captureRevenue(user, { event: "signed_out" }); // Type '"signed_out"' is not assignable to type 'keyof RevenueEvents'.
captureRevenue(user, { event: "checkout_completed" }); // Argument of type '{ event: "checkout_completed"; }' is not assignable to parameter of type '{ readonly event: "checkout_completed"; } & CheckoutCompleted'.
identifyUser(user, { tier: "team" }); // Type '"team"' is not assignable to type 'Tier | undefined'.
identifyUser(user, { email }); // Object literal may only specify known properties, and 'email' does not exist in type 'PersonProperties'.
identifyUser(user, {}, { unset: ["email"] }); // Type '"email"' is not assignable to type '"tier"'.
groupIdentify("team", "t", {}); // Argument of type '"team"' is not assignable to parameter of type 'GroupType'.
groupIdentify("organization", organization, { seats: "5" }); // Type 'string' is not assignable to type 'number'.
groupIdentify("organization", organization, {}, { by: email }); // Type 'string' is not assignable to type 'UserId | ParsedUserId | undefined'.
schemas.personProperties.pick({ tiers: true }); // Object literal may only specify known properties, but 'tiers' does not exist in type 'Mask<"tier"> & Record<never, never>'. Did you mean to write 'tier'?
schemas.checkoutCompleted.shape.cents.parse(1); // Property 'cents' does not exist on type '{ checkout_type: ZodEnum<{ subscription: "subscription"; lifetime: "lifetime"; }>; amount_usd: ZodNumber; organization_id: ZodString & ZodType<OrganizationKey, string, $ZodTypeInternals<...>>; tier: ZodOptional<...>; attempt: ZodOptional<...>; lines: ZodOptional<...>; }'.
export const raw: UserId = email; // Type 'string' is not assignable to type 'UserId'.
export const organizationOfUser: typeof organization = user; // Type 'UserId' is not assignable to type 'OrganizationKey'.
export const userOfRobot: UserId = robot; // Type 'RobotId' is not assignable to type 'UserId'.
export const robotOfUser: RobotId = user; // Type 'UserId' is not assignable to type 'RobotId'.
export const template: UserId = `user_${email}`; // Type 'string' is not assignable to type 'UserId'.
trackCheckoutCompleted(robot, known); // Argument of type 'RobotId' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(job, known); // Argument of type 'NightlyJobId' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(parseNightlyJobId(email), known); // Argument of type 'ParsedNightlyJobId' is not assignable to parameter of type 'UserId | ParsedUserId'.
trackCheckoutCompleted(user, { ...known, organization_id: "org_1" }); // Type '"org_1"' is not assignable to type 'OrganizationKey'.
trackCheckoutCompleted(user, { ...known, organization_id: user }); // Type 'UserId' is not assignable to type 'OrganizationKey'.
trackCheckoutCompleted(user, { ...known, organization_id: workspace }); // Type 'WorkspaceKey' is not assignable to type 'OrganizationKey'.
trackCheckoutCompleted(user, { ...known, organization_id: parseOrganizationKey(email) }); // Type 'ParsedOrganizationKey' is not assignable to type 'OrganizationKey'.
trackReportBuilt(user); // Argument of type 'UserId' is not assignable to parameter of type 'NightlyJobId | ParsedNightlyJobId'.
trackReportBuilt(parseUserId(email)); // Argument of type 'ParsedUserId' is not assignable to parameter of type 'NightlyJobId | ParsedNightlyJobId'.
trackReportBuilt(robot); // Argument of type 'RobotId' is not assignable to parameter of type 'NightlyJobId | ParsedNightlyJobId'.
trackReportBuilt("job_cleanup"); // Argument of type '"job_cleanup"' is not assignable to parameter of type 'NightlyJobId | ParsedNightlyJobId'.
trackEvent("report_built", user, {}); // Argument of type 'UserId' is not assignable to parameter of type 'NightlyJobId | ParsedNightlyJobId'.
trackEvent("signed_out", job, {}); // Argument of type 'NightlyJobId' is not assignable to parameter of type 'UserId | ParsedUserId'.
identifyUser(job, {}); // Argument of type 'NightlyJobId' is not assignable to parameter of type 'UserId | ParsedUserId'.
groupIdentify("organization", "org_1", {}); // Argument of type '"org_1"' is not assignable to parameter of type 'OrganizationKey'.
groupIdentify("organization", workspace, {}); // Argument of type 'WorkspaceKey' is not assignable to parameter of type 'OrganizationKey'.
groupIdentify("workspace", organization, {}); // Argument of type 'OrganizationKey' is not assignable to parameter of type 'WorkspaceKey'.
groupIdentify("organization", organization, {}, { by: job }); // Type 'NightlyJobId' is not assignable to type 'UserId | ParsedUserId | undefined'.
trackSignedOut(user, {}, { groups: { organization: "org_1" } }); // Type '"org_1"' is not assignable to type 'OrganizationKey'.
trackSignedOut(user, {}, { groups: { organization: workspace } }); // Type 'WorkspaceKey' is not assignable to type 'OrganizationKey | undefined'.
trackInvoicePaid(user, invoice); // Expected 3 arguments, but got 2.
trackInvoicePaid(user, invoice, {}); // Argument of type '{}' is not assignable to parameter of type 'KeyedOptions<GroupKeys>'.
trackInvoicePaid(user, invoice, { timestamp: undefined }); // Type 'undefined' is not assignable to type 'Date'.
trackInvoicePaid(user, invoice, { idempotencyKey: "in_1" }); // Argument of type '{ idempotencyKey: string; }' is not assignable to parameter of type 'KeyedOptions<GroupKeys>'.
trackInvoicePaid(user, invoice, fromRequest(request)); // Argument of type 'RequestOptions' is not assignable to parameter of type 'KeyedOptions<GroupKeys>'.
trackWebhookReceived(user, {}, { timestamp: paidAt }); // Argument of type '{ timestamp: Date; }' is not assignable to parameter of type 'CallerKeyedOptions<GroupKeys>'.
trackWebhookReceived(user, {}, { idempotencyKey: "evt_1" }); // Argument of type '{ idempotencyKey: string; }' is not assignable to parameter of type 'CallerKeyedOptions<GroupKeys>'.
trackRobotStarted(robot, {}); // Expected 3 arguments, but got 2.
trackRobotStarted(user, {}, { timestamp: paidAt }); // Argument of type 'UserId' is not assignable to parameter of type 'RobotId | ParsedRobotId'.
trackEvent("invoice_paid", user, invoice); // Expected 4 arguments, but got 3.
trackEvent("invoice_paid", user, invoice, {}); // Argument of type '{}' is not assignable to parameter of type 'KeyedOptions<GroupKeys>'.
trackEvent("webhook_received", user, {}, { timestamp: paidAt }); // Argument of type '{ timestamp: Date; }' is not assignable to parameter of type 'CallerKeyedOptions<GroupKeys>'.
trackEvent("robot_started", user, {}, { timestamp: paidAt }); // Argument of type 'UserId' is not assignable to parameter of type 'RobotId | ParsedRobotId'.
captureRevenue(user, { event: "invoice_paid", ...invoice }); // Expected 3 arguments, but got 2.
captureRevenue(user, { event: "invoice_paid", ...invoice }, { idempotencyKey: "in_1" }); // Argument of type '{ idempotencyKey: string; }' is not assignable to parameter of type 'KeyedOptions<GroupKeys>'.
trackItemBought(user, { item_id: "a", value: 5 }); // Argument of type '{ item_id: string; value: number; }' is not assignable to parameter of type 'ItemBought'.
trackItemBought(user, { item_id: "a", value: 5, currency: undefined }); // Argument of type '{ item_id: string; value: number; currency: undefined; }' is not assignable to parameter of type 'ItemBought'.
trackItemBought(user, { item_id: "a", curency: "EUR" }); // Object literal may only specify known properties, but 'curency' does not exist in type 'ItemBought'. Did you mean to write 'currency'?
trackItemBought(user, { value: 5, currency: "EUR" }); // Argument of type '{ value: number; currency: "EUR"; }' is not assignable to parameter of type 'ItemBought'.
trackPageViewed(user, { path: "/", campaign: "spring" }); // Object literal may only specify known properties, and 'campaign' does not exist in type 'PageViewed'.
trackPageViewed(user, { path: "/", status: 500 }); // Type '500' is not assignable to type '200 | 404 | undefined'.
trackPageViewed(user, { path: "/", context: { more: 1 } }); // Property 'channel' is missing in type '{ more: number; }' but required in type '{ [key: string]: unknown; channel: string; }'.
trackPageViewed(user, { path: "/" }, { additional: { in_color: true } }); // Type 'true' is not assignable to type 'string | number | undefined'.
trackPagePrinted(user, {}, { additional: { in_color: true } }); // Argument of type '{ additional: { in_color: true; }; }' is not assignable to parameter of type 'CallerKeyedOptions<GroupKeys> & AdditionalOptions<boolean>'.
trackSignedOut(user, {}, { additional: { campaign: "spring" } }); // Object literal may only specify known properties, and 'additional' does not exist in type 'TrackOptions<GroupKeys>'.
trackEvent("page_viewed", user, { path: "/" }, { additional: { in_color: true } }); // Type 'true' is not assignable to type 'string | number | undefined'.
