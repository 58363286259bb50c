/** What a plan's file holds, before it is text. */
// oxlint-disable-next-line typescript/no-explicit-any
export type File = any;

/** One commit: what is done to the plan's file, and what `diff` says of it, as level and id. */
export interface Step {
  readonly title: string;
  readonly edit: (plan: File) => void;
  readonly changes: readonly string[];
}

/** The day on which every step is compared, and the day before. */
export const TODAY = "2031-05-18";
const DAY_BEFORE = "2031-05-17";
const YEAR_AFTER = "2032-05-18";

/** The plan of the first commit. */
export const FIRST: File = {
  plan: 1,
  name: "shop",
  identity: { user_id: { format: "uuid", prefix: "user_" } },
  properties: { tier: { type: "enum", values: ["free", "pro"], description: "The tier." } },
  events: {
    signed_up: { description: "Somebody signed up.", properties: { tier: null } },
    paid: {
      description: "A customer paid.",
      properties: {
        amount: { type: "number", description: "How much." },
        note: { type: "string", optional: true, description: "Why." },
      },
    },
  },
};

const text = (description: string) => ({ type: "string", description });

/** A property of an event. */
const of = (plan: File, event: string, name: string): File => plan.events[event].properties[name];

function rename(map: File, from: string, to: string): void {
  map[to] = { ...map[from], renamed_from: from };
  delete map[from];
}

export const STEPS: readonly Step[] = [
  {
    title: "Count seats",
    edit: (plan) => {
      plan.events.seat_added = {
        description: "A seat was added.",
        status: "planned",
        properties: { seats: { type: "integer", description: "All seats." } },
      };
      of(plan, "paid", "note").description = "What the customer wrote.";
      plan.description = "What the shop tracks.";
    },
    changes: [
      "safe documentation-changed:plan:shop#description",
      "safe property-documentation-changed:paid.note#description",
      "safe event-added:seat_added",
    ],
  },
  {
    title: "Change what is only planned",
    edit: (plan) => {
      plan.events.seat_added.properties.seats = text("Seats.");
    },
    changes: [
      "safe type-changed:seat_added.seats",
      "safe property-documentation-changed:seat_added.seats#description",
    ],
  },
  {
    title: "Send it",
    edit: (plan) => {
      plan.events.seat_added.status = "live";
    },
    changes: ["safe event-live:seat_added"],
  },
  {
    title: "Take it back",
    edit: (plan) => {
      plan.events.seat_added.status = "planned";
    },
    changes: ["breaking event-withdrawn:seat_added"],
  },
  {
    title: "Remove what was only planned",
    edit: (plan) => {
      delete plan.events.seat_added;
    },
    changes: ["safe event-removed:seat_added"],
  },
  {
    title: "Rename an event and a property",
    edit: (plan) => {
      rename(plan.events, "paid", "payment_succeeded");
      rename(plan.events.payment_succeeded.properties, "note", "remark");
    },
    changes: [
      "breaking event-renamed:payment_succeeded",
      "breaking property-renamed:payment_succeeded.remark",
    ],
  },
  {
    title: "Leave renamed_from where it is",
    edit: (plan) => {
      plan.events.payment_succeeded.owner = "billing";
    },
    changes: ["safe documentation-changed:payment_succeeded#owner"],
  },
  {
    title: "Require the remark, and more of the amount",
    edit: (plan) => {
      of(plan, "payment_succeeded", "remark").optional = false;
      Object.assign(of(plan, "payment_succeeded", "amount"), {
        min: 0,
        max: 100,
        unit: "USD",
        pii: "personal",
      });
    },
    changes: [
      "breaking limit-narrowed:payment_succeeded.amount#min",
      "breaking limit-narrowed:payment_succeeded.amount#max",
      "safe unit-added:payment_succeeded.amount",
      "risky pii-raised:payment_succeeded.amount",
      "breaking became-required:payment_succeeded.remark",
    ],
  },
  {
    title: "Loosen again",
    edit: (plan) => {
      Object.assign(of(plan, "payment_succeeded", "remark"), {
        optional: true,
        nullable: true,
        max_length: 1000,
      });
      Object.assign(of(plan, "payment_succeeded", "amount"), { max: 1000, unit: "EUR", pii: "none" });
    },
    changes: [
      "safe limit-widened:payment_succeeded.amount#max",
      "breaking unit-changed:payment_succeeded.amount",
      "risky pii-lowered:payment_succeeded.amount",
      "safe limit-restated:payment_succeeded.remark#max_length",
      "risky became-optional:payment_succeeded.remark",
      "risky null-accepted:payment_succeeded.remark",
    ],
  },
  {
    title: "Fill in a default, and forget the unit",
    edit: (plan) => {
      const remark = of(plan, "payment_succeeded", "remark");
      delete remark.optional;
      Object.assign(remark, { nullable: false, default: "none" });
      delete of(plan, "payment_succeeded", "amount").unit;
    },
    changes: [
      "risky unit-removed:payment_succeeded.amount",
      "risky default-fills:payment_succeeded.remark",
      "breaking null-refused:payment_succeeded.remark",
    ],
  },
  {
    title: "Another default",
    edit: (plan) => {
      of(plan, "payment_succeeded", "remark").default = "-";
    },
    changes: ["risky default-changed:payment_succeeded.remark"],
  },
  {
    title: "No default",
    edit: (plan) => {
      delete of(plan, "payment_succeeded", "remark").default;
    },
    changes: ["breaking default-removed:payment_succeeded.remark"],
  },
  {
    title: "A default for what was required",
    edit: (plan) => {
      of(plan, "payment_succeeded", "remark").default = ".";
    },
    changes: ["safe default-added:payment_succeeded.remark"],
  },
  {
    title: "Absence in place of the default",
    edit: (plan) => {
      delete of(plan, "payment_succeeded", "remark").default;
      of(plan, "payment_succeeded", "remark").optional = true;
    },
    changes: ["risky default-became-absence:payment_succeeded.remark"],
  },
  {
    title: "Fix values",
    edit: (plan) => {
      const { properties } = plan.events.payment_succeeded;
      properties.remark = { ...text("What the customer wrote."), const: "-", renamed_from: "note" };
      properties.double = { type: "number", computed: "amount * 2", description: "Twice." };
      properties.version = { type: "integer", const: 1, description: "The version." };
    },
    changes: [
      "safe limit-restated:payment_succeeded.remark#max_length",
      "breaking argument-dropped:payment_succeeded.remark",
      "safe property-added:payment_succeeded.double",
      "safe property-added:payment_succeeded.version",
    ],
  },
  {
    title: "Fix other values",
    edit: (plan) => {
      of(plan, "payment_succeeded", "remark").const = "+";
      of(plan, "payment_succeeded", "double").computed = "amount * 2 + 0";
      of(plan, "payment_succeeded", "version").type = "number";
    },
    changes: [
      "risky const-changed:payment_succeeded.remark",
      "risky computed-changed:payment_succeeded.double",
      "risky type-widened:payment_succeeded.version",
    ],
  },
  {
    title: "Compute what may come to nothing",
    edit: (plan) => {
      of(plan, "payment_succeeded", "double").optional = true;
      plan.events.payment_succeeded.properties.version = {
        type: "number",
        computed: "amount + 1",
        description: "The version.",
      };
    },
    changes: [
      "risky computed-became-optional:payment_succeeded.double",
      "risky fixed-changed:payment_succeeded.version",
    ],
  },
  {
    title: "Rename what is computed with",
    edit: (plan) => {
      const { properties } = plan.events.payment_succeeded;
      rename(properties, "amount", "amount_usd");
      properties.double = { type: "number", computed: "amount_usd * 2 + 0", description: "Twice." };
      properties.version.computed = "amount_usd + 1";
    },
    changes: [
      "breaking property-renamed:payment_succeeded.amount_usd",
      "safe computed-became-required:payment_succeeded.double",
      "safe property-documentation-changed:payment_succeeded.version#source",
      "safe properties-reordered:payment_succeeded",
    ],
  },
  {
    title: "Pass what was fixed",
    edit: (plan) => {
      delete of(plan, "payment_succeeded", "remark").const;
      delete of(plan, "payment_succeeded", "version").computed;
      of(plan, "payment_succeeded", "version").optional = true;
    },
    changes: [
      "breaking argument-needed:payment_succeeded.remark",
      "risky argument-offered:payment_succeeded.version",
    ],
  },
  {
    title: "Ask for an id",
    edit: (plan) => {
      plan.events.payment_succeeded.properties.invoice_id = text("The invoice.");
      delete plan.events.payment_succeeded.properties.double;
    },
    changes: [
      "breaking property-removed:payment_succeeded.double",
      "breaking property-added-required:payment_succeeded.invoice_id",
    ],
  },
  {
    title: "Count a payment once, as revenue",
    edit: (plan) => {
      Object.assign(plan.events.payment_succeeded, {
        idempotency: { key: ["invoice_id"], at: "the invoice" },
        revenue: { amount: "amount_usd", currency: "USD" },
      });
    },
    changes: ["breaking idempotency-added:payment_succeeded", "risky revenue-added:payment_succeeded"],
  },
  {
    title: "Take the time of another record",
    edit: (plan) => {
      plan.events.payment_succeeded.idempotency.at = "the charge";
      plan.events.payment_succeeded.revenue.currency = "EUR";
    },
    changes: [
      "risky idempotency-time-changed:payment_succeeded",
      "breaking revenue-changed:payment_succeeded",
    ],
  },
  {
    title: "Rename the key: what counts once stays as it is",
    edit: (plan) => {
      rename(plan.events.payment_succeeded.properties, "invoice_id", "invoice");
      plan.events.payment_succeeded.idempotency.key = ["invoice"];
    },
    changes: ["breaking property-renamed:payment_succeeded.invoice"],
  },
  {
    title: "Send it from both sides",
    edit: (plan) => {
      Object.assign(plan.events.payment_succeeded, { source: "both", owner_side: "server" });
    },
    changes: [
      "risky event-side-added:payment_succeeded",
      "safe documentation-changed:payment_succeeded#owner_side",
    ],
  },
  {
    title: "The page has to send it",
    edit: (plan) => {
      plan.events.payment_succeeded.owner_side = "client";
    },
    changes: ["risky event-owner-side-changed:payment_succeeded"],
  },
  {
    title: "Another key",
    edit: (plan) => {
      plan.events.payment_succeeded.idempotency.key = "caller";
    },
    changes: ["breaking idempotency-key-changed:payment_succeeded"],
  },
  {
    title: "The server alone, and no key",
    edit: (plan) => {
      for (const key of ["source", "owner_side", "idempotency", "revenue"])
        delete plan.events.payment_succeeded[key];
    },
    changes: [
      "breaking event-side-removed:payment_succeeded",
      "safe documentation-changed:payment_succeeded#owner_side",
      "breaking idempotency-removed:payment_succeeded",
      "breaking revenue-removed:payment_succeeded",
    ],
  },
  {
    title: "Know teams and jobs",
    edit: (plan) => {
      plan.properties.team_id = text("The team.");
      plan.properties.other_id = text("Another.");
      plan.groups = {
        team: {
          key: "team_id",
          properties: { size: { type: "integer", optional: true, description: "People." } },
        },
      };
      plan.person = { tier: { use: "tier", optional: true } };
      plan.identity.actors = {
        job: { format: "pattern", pattern: "job-[a-z]+", prefix: "job:", profile: true },
      };
    },
    changes: [
      "safe actor-added:actor:job",
      "safe property-added:shared:other_id",
      "safe property-added:shared:team_id",
      "safe property-added:person:tier",
      "safe group-added:group:team",
    ],
  },
  {
    title: "Count sign-ups for teams",
    edit: (plan) => {
      Object.assign(plan.events.signed_up.properties, { team_id: null, other_id: null });
      plan.events.signed_up.sets = { person: { tier: "tier" } };
    },
    changes: [
      "breaking property-added-required:signed_up.team_id",
      "breaking property-added-required:signed_up.other_id",
      "risky event-group-added:signed_up#team",
      "risky sets-added:signed_up#person.tier",
    ],
  },
  {
    title: "Count them for others",
    edit: (plan) => {
      plan.events.signed_up.groups = { team: "other_id" };
      plan.events.signed_up.properties.old_tier = { use: "tier", optional: true };
      plan.events.signed_up.sets = { person: { tier: "old_tier" } };
    },
    changes: [
      "safe property-added:signed_up.old_tier",
      "breaking event-group-key-changed:signed_up#team",
      "breaking sets-changed:signed_up#person.tier",
    ],
  },
  {
    title: "A value for everybody",
    edit: (plan) => {
      plan.properties.tier.values = ["team", "pro", "trial"];
    },
    changes: ["breaking values-removed:shared:tier", "risky values-added:shared:tier"],
  },
  {
    title: "In another order",
    edit: (plan) => {
      plan.properties.tier.values = ["trial", "team", "pro"];
    },
    changes: ["safe values-reordered:shared:tier"],
  },
  {
    title: "A form for the keys of teams",
    edit: (plan) => {
      plan.properties.team_id.pattern = "team_[a-z]+";
      plan.groups.team.description = "A team.";
      delete plan.events.signed_up.groups;
    },
    changes: [
      "breaking pattern-added:shared:team_id",
      "breaking group-key-form-changed:group:team",
      "safe documentation-changed:group:team#description",
      "breaking event-group-key-changed:signed_up#team",
    ],
  },
  {
    title: "Another form",
    edit: (plan) => {
      plan.properties.team_id.pattern = "team_[a-z]{3}";
    },
    changes: ["breaking pattern-narrowed:shared:team_id", "breaking group-key-form-changed:group:team"],
  },
  {
    title: "Any form, for other teams",
    edit: (plan) => {
      delete plan.properties.team_id.pattern;
      plan.groups.team.key = "other_id";
    },
    changes: [
      "risky pattern-removed:shared:team_id",
      "breaking group-key-changed:group:team",
      "breaking group-key-form-changed:group:team",
      "breaking event-group-key-changed:signed_up#team",
    ],
  },
  {
    title: "Cut",
    edit: (plan) => {
      plan.properties.other_id.truncate = 9;
    },
    changes: ["risky truncate-added:shared:other_id"],
  },
  {
    title: "Cut elsewhere",
    edit: (plan) => {
      plan.properties.other_id.truncate = 8;
    },
    changes: ["risky truncate-changed:shared:other_id"],
  },
  {
    title: "Cut no more",
    edit: (plan) => {
      delete plan.properties.other_id.truncate;
    },
    changes: ["breaking truncate-removed:shared:other_id"],
  },
  {
    title: "No teams",
    edit: (plan) => {
      delete plan.groups;
      plan.events.signed_up.sets = {};
      plan.events.signed_up.actor = "job";
    },
    changes: [
      "breaking group-removed:group:team",
      "breaking event-actor-changed:signed_up",
      "breaking event-group-removed:signed_up#team",
      "breaking sets-removed:signed_up#person.tier",
    ],
  },
  {
    title: "No profile",
    edit: (plan) => {
      plan.identity.actors.job.profile = false;
    },
    changes: ["breaking actor-profile-removed:actor:job"],
  },
  {
    title: "A profile",
    edit: (plan) => {
      plan.identity.actors.job.profile = true;
    },
    changes: ["risky actor-profile-added:actor:job"],
  },
  {
    title: "No jobs",
    edit: (plan) => {
      delete plan.identity.actors;
      delete plan.events.signed_up.actor;
    },
    changes: ["breaking actor-removed:actor:job", "breaking event-actor-changed:signed_up"],
  },
  {
    title: "Bare ids",
    edit: (plan) => {
      plan.identity.user_id.accept_unprefixed = true;
    },
    changes: ["risky id-unprefixed-accepted:identity:user_id"],
  },
  {
    title: "No bare ids",
    edit: (plan) => {
      plan.identity.user_id.accept_unprefixed = false;
    },
    changes: ["breaking id-unprefixed-refused:identity:user_id"],
  },
  {
    title: "Another prefix",
    edit: (plan) => {
      plan.identity.user_id.prefix = "usr_";
    },
    changes: ["breaking id-prefix-changed:identity:user_id"],
  },
  {
    title: "Another format",
    edit: (plan) => {
      plan.identity.user_id.format = "ulid";
    },
    changes: ["breaking id-format-changed:identity:user_id"],
  },
  {
    title: "A second form",
    edit: (plan) => {
      plan.identity.user_id = {
        forms: [
          { format: "ulid", prefix: "usr_" },
          { format: "pattern", pattern: "[a-z]{3,8}", prefix: "old:" },
        ],
      };
    },
    changes: ["risky id-form-added:identity:user_id"],
  },
  {
    title: "The other way round",
    edit: (plan) => {
      plan.identity.user_id.forms.reverse();
    },
    changes: ["risky id-main-form-changed:identity:user_id"],
  },
  {
    title: "Emails",
    edit: (plan) => {
      Object.assign(plan.identity.user_id.forms[0], {
        pattern: "[a-z@.]{3,8}",
        accept_emails: "They log in with it.",
      });
    },
    changes: ["risky id-format-widened:identity:user_id", "risky id-emails-accepted:identity:user_id"],
  },
  {
    title: "No emails, and one form",
    edit: (plan) => {
      plan.identity.user_id.forms[0] = { format: "pattern", pattern: "[a-z]{3,8}", prefix: "old:" };
      plan.identity.user_id.forms.pop();
    },
    changes: [
      "breaking id-format-narrowed:identity:user_id",
      "breaking id-emails-refused:identity:user_id",
      "breaking id-form-removed:identity:user_id",
    ],
  },
  {
    title: "Ids without regard to case",
    edit: (plan) => {
      Object.assign(plan.identity.user_id.forms[0], { pattern: "0x[a-f]{3,8}" });
    },
    changes: ["breaking id-format-changed:identity:user_id"],
  },
  {
    title: "In any case",
    edit: (plan) => {
      plan.identity.user_id.forms[0].ignore_case = true;
    },
    changes: ["breaking id-case-ignored:identity:user_id"],
  },
  {
    title: "And phone numbers",
    edit: (plan) => {
      Object.assign(plan.identity.user_id.forms[0], {
        pattern: "[+0-9a-z]{3,20}",
        accept_phones: "They log in with it.",
      });
    },
    changes: ["risky id-format-widened:identity:user_id", "risky id-phones-accepted:identity:user_id"],
  },
  {
    title: "In the case that they have",
    edit: (plan) => {
      delete plan.identity.user_id.forms[0].ignore_case;
    },
    changes: ["breaking id-case-kept:identity:user_id"],
  },
  {
    title: "No phone numbers",
    edit: (plan) => {
      plan.identity.user_id.forms[0] = { format: "pattern", pattern: "[a-z]{3,8}", prefix: "old:" };
    },
    changes: ["breaking id-format-narrowed:identity:user_id", "breaking id-phones-refused:identity:user_id"],
  },
  {
    title: "Deprecate",
    edit: (plan) => {
      plan.events.signed_up.status = "deprecated";
      of(plan, "payment_succeeded", "version").deprecated = { reason: "Nobody reads it." };
    },
    changes: ["safe property-deprecated:payment_succeeded.version", "safe event-deprecated:signed_up"],
  },
  {
    title: "Bring it back",
    edit: (plan) => {
      plan.events.signed_up.status = "live";
    },
    changes: ["safe event-restored:signed_up"],
  },
  {
    title: "Deprecate again",
    edit: (plan) => {
      plan.events.signed_up.status = "deprecated";
    },
    changes: ["safe event-deprecated:signed_up"],
  },
  {
    title: "Announce the last day",
    edit: (plan) => {
      plan.events.signed_up.deprecated = { remove_after: YEAR_AFTER };
      of(plan, "payment_succeeded", "version").deprecated.remove_after = YEAR_AFTER;
    },
    changes: [
      "safe property-documentation-changed:payment_succeeded.version#deprecated",
      "safe documentation-changed:signed_up#deprecated",
    ],
  },
  {
    title: "Bring it forward",
    edit: (plan) => {
      plan.events.signed_up.deprecated.remove_after = DAY_BEFORE;
      of(plan, "payment_succeeded", "version").deprecated.remove_after = DAY_BEFORE;
    },
    changes: ["risky property-ends-sooner:payment_succeeded.version", "risky event-ends-sooner:signed_up"],
  },
  {
    title: "Retire",
    edit: (plan) => {
      delete plan.events.signed_up;
      delete plan.events.payment_succeeded.properties.version;
    },
    changes: ["risky event-retired:signed_up", "risky property-retired:payment_succeeded.version"],
  },
  {
    title: "Lists, maps and objects",
    edit: (plan) => {
      plan.events.payment_succeeded.properties.lines = {
        type: "array",
        description: "The lines.",
        optional: true,
        items: {
          type: "object",
          properties: {
            sku: text("The article."),
            options: { type: "map", optional: true, description: "Options.", items: { type: "integer" } },
          },
        },
      };
    },
    changes: ["safe property-added:payment_succeeded.lines"],
  },
  {
    title: "Change what is deep inside",
    edit: (plan) => {
      const lines = of(plan, "payment_succeeded", "lines");
      lines.max_items = 10;
      const { properties } = lines.items;
      rename(properties, "sku", "article");
      properties.options.items = { type: "number", nullable: true };
    },
    changes: [
      "breaking limit-narrowed:payment_succeeded.lines#max_items",
      "breaking property-renamed:payment_succeeded.lines[].article",
      "risky null-accepted:payment_succeeded.lines[].options[]",
      "risky type-widened:payment_succeeded.lines[].options[]",
      "safe properties-reordered:payment_succeeded.lines[]",
    ],
  },
  {
    title: "Narrow a type, lose a named one and another event",
    edit: (plan) => {
      of(plan, "payment_succeeded", "invoice").type = "uuid";
      of(plan, "payment_succeeded", "remark").type = "boolean";
      delete plan.properties.tier;
      delete plan.person;
      plan.events.gone = { description: "A filler." };
    },
    changes: [
      "breaking shared-enum-removed:shared:tier",
      "breaking property-removed:person:tier",
      "breaking type-changed:payment_succeeded.remark",
      "breaking type-narrowed:payment_succeeded.invoice",
      "safe event-added:gone",
    ],
  },
  {
    title: "Remove a live event",
    edit: (plan) => {
      delete plan.events.gone;
    },
    changes: ["breaking event-removed:gone"],
  },
  {
    title: "Ask for a coin where there is a tip",
    edit: (plan) => {
      Object.assign(plan.events.payment_succeeded.properties, {
        tip: { type: "number", optional: true, description: "On top." },
        coin: { ...text("Of the tip."), required_with: ["tip"] },
        hint: { ...text("From whom."), optional: true },
      });
    },
    changes: [
      "safe property-added:payment_succeeded.tip",
      "safe property-added:payment_succeeded.coin",
      "safe property-added:payment_succeeded.hint",
    ],
  },
  {
    title: "Rename the tip, which changes no condition, and ask for more",
    edit: (plan) => {
      const { properties } = plan.events.payment_succeeded;
      rename(properties, "tip", "gratuity");
      properties.coin.required_with = ["gratuity"];
      properties.hint.required_with = ["coin"];
      properties.waiter = { ...text("Who got it."), required_with: ["gratuity", "hint"] };
    },
    changes: [
      "breaking property-renamed:payment_succeeded.gratuity",
      "breaking condition-added:payment_succeeded.hint",
      "breaking property-added-required:payment_succeeded.waiter",
      "safe properties-reordered:payment_succeeded",
    ],
  },
  {
    title: "Change conditions",
    edit: (plan) => {
      const { properties } = plan.events.payment_succeeded;
      delete properties.waiter.required_with;
      Object.assign(properties.waiter, { optional: true });
      properties.hint.required_with = ["gratuity"];
      delete properties.coin.required_with;
    },
    changes: [
      "breaking became-required:payment_succeeded.coin",
      "safe property-documentation-changed:payment_succeeded.coin#required_with",
      "breaking condition-changed:payment_succeeded.hint",
      "risky condition-removed:payment_succeeded.waiter",
    ],
  },
  {
    title: "Try something out",
    edit: (plan) => {
      plan.events.tried = {
        description: "It was tried.",
        stability: "experimental",
        properties: { a: text("A.") },
      };
      plan.events.payment_succeeded.owner = ["billing", "growth"];
    },
    changes: ["safe documentation-changed:payment_succeeded#owner", "safe event-added:tried"],
  },
  {
    title: "Change what is experimental",
    edit: (plan) => {
      plan.events.tried.properties = { b: { type: "number", description: "B." } };
      plan.events.tried.links = [{ title: "How", url: "https://example.com" }];
      plan.events.tried.examples = [{ b: 1 }];
    },
    changes: [
      "safe property-removed:tried.a",
      "safe property-added-required:tried.b",
      "safe documentation-changed:tried#links",
      "safe documentation-changed:tried#examples",
    ],
  },
  {
    title: "Keep it, while it changes once more",
    edit: (plan) => {
      plan.events.tried.stability = "stable";
      of(plan, "tried", "b").type = "string";
      delete plan.events.tried.examples;
      plan.events.tried.remove_after = "2026-12-31";
    },
    changes: [
      "safe type-changed:tried.b",
      "safe event-stabilized:tried",
      "safe documentation-changed:tried#examples",
      "safe documentation-changed:tried#remove_after",
    ],
  },
  {
    title: "Change it, and take it back to the laboratory",
    edit: (plan) => {
      plan.events.tried.stability = "experimental";
      of(plan, "tried", "b").type = "boolean";
    },
    changes: ["breaking type-changed:tried.b", "risky event-made-experimental:tried"],
  },
  {
    title: "Keep it until its end",
    edit: (plan) => {
      delete plan.events.tried.stability;
    },
    changes: ["safe event-stabilized:tried"],
  },
  {
    title: "Remove it at its end",
    edit: (plan) => {
      delete plan.events.tried;
    },
    changes: ["risky event-retired:tried"],
  },
  {
    title: "Name things in code apart from what is sent",
    edit: (plan) => {
      plan.properties["pay.method"] = { type: "enum", values: ["card", "cash"], description: "How." };
      plan.groups = { "org.eu": { key: "org=id", properties: { "a.b": text("What.") } } };
      plan.properties["org=id"] = { type: "string", description: "Whose." };
      plan.events["signup:done"] = {
        description: "Somebody signed up.",
        properties: { "pay.method": null, "org=id": null, "net.total": text("How much.") },
        sets: { groups: { "org.eu": { "a.b": "net.total" } } },
      };
    },
    changes: [
      'safe property-added:shared:"org=id"',
      'safe property-added:shared:"pay.method"',
      'safe group-added:group:"org.eu"',
      "safe event-added:signup:done",
    ],
  },
  {
    title: "Change a name in code",
    edit: (plan) => {
      plan.events["signup:done"].as = "signedUp";
      plan.events["signup:done"].sets = { groups: { "org.eu": { "a.b": "org=id" } } };
      plan.properties["pay.method"].as = "paidBy";
    },
    changes: [
      'breaking enum-type-renamed:shared:"pay.method"',
      "breaking event-helper-renamed:signup:done",
      'breaking sets-changed:signup:done#groups."org.eu"."a.b"',
    ],
  },
  {
    title: "Send it under another name, and keep that in code",
    edit: (plan) => {
      rename(plan.events, "signup:done", "signed up");
      delete plan.events["signed up"].as;
      plan.properties["pay.method"].as = "PaidBy";
    },
    changes: [
      'safe property-documentation-changed:shared:"pay.method"#as',
      "breaking event-sent-name-changed:signed up",
      "safe documentation-changed:signed up#as",
    ],
  },
  {
    title: "Call the plan something else",
    edit: (plan) => {
      plan.name = "store";
    },
    changes: ["breaking plan-renamed:plan:store"],
  },
  {
    title: "Rename an event in two steps",
    edit: (plan) => {
      plan.events.seat_opened = { description: "A seat was opened." };
      plan.events.seat_closed = { description: "A seat was closed." };
    },
    changes: ["safe event-added:seat_closed", "safe event-added:seat_opened"],
  },
  {
    title: "First under both names",
    edit: (plan) => {
      plan.events.chair_opened = { ...plan.events.seat_opened, also_sent_as: { name: "seat_opened" } };
      plan.events.chair_closed = {
        ...plan.events.seat_closed,
        as: "seatClosed",
        renamed_from: "seat_closed",
        also_sent_as: { name: "seat_closed", until: "2027-03-01" },
      };
      delete plan.events.seat_opened;
      delete plan.events.seat_closed;
    },
    changes: [
      "risky event-sent-name-moves:chair_closed",
      "risky event-rename-planned:chair_opened",
      "safe documentation-changed:chair_closed#as",
    ],
  },
  {
    title: "Give one more time, and another no more",
    edit: (plan) => {
      plan.events.chair_closed.also_sent_as.until = "2027-06-01";
      delete plan.events.chair_opened.also_sent_as;
    },
    changes: [
      "safe documentation-changed:chair_closed#also_sent_as",
      "breaking event-former-name-removed:chair_opened",
    ],
  },
  {
    title: "Send one under a name of before the plan, and another under an older one",
    edit: (plan) => {
      plan.events.chair_closed.also_sent_as.name = "SeatClosed";
      plan.events.chair_opened.also_sent_as = { name: "SeatOpened" };
    },
    changes: [
      "breaking event-former-name-changed:chair_closed",
      "risky event-former-name-added:chair_opened",
    ],
  },
  {
    title: "Put what chairs have in common into a bundle",
    edit: (plan) => {
      plan.bundles = { chair: { properties: { material: { type: "string" } } } };
      plan.events.chair_opened.with = ["chair"];
    },
    changes: [
      "safe bundle-added:bundle:chair",
      "breaking property-added-required:chair_opened.material",
      "safe event-bundles-changed:chair_opened",
    ],
  },
  {
    title: "Move a property out of a bundle: nothing else is sent",
    edit: (plan) => {
      plan.events.chair_closed.with = ["chair"];
      plan.events.chair_closed.source = "client";
      plan.events.chair_opened.with = [];
      plan.events.chair_opened.properties = {
        ...plan.events.chair_opened.properties,
        material: { type: "string" },
      };
    },
    changes: [
      "breaking property-added-required:chair_closed.material",
      "breaking event-side-removed:chair_closed",
      "safe event-bundles-changed:chair_closed",
      "safe definition-moved:chair_opened.material#bundle",
      "safe event-bundles-changed:chair_opened",
    ],
  },
  {
    title: "Move it back",
    edit: (plan) => {
      plan.events.chair_opened.with = ["chair"];
      delete plan.events.chair_opened.properties.material;
    },
    changes: [
      "safe definition-moved:chair_opened.material#bundle",
      "safe event-bundles-changed:chair_opened",
    ],
  },
  {
    title: "Add a property to a bundle",
    edit: (plan) => {
      plan.bundles.chair.properties.colour = { type: "string" };
    },
    changes: ["breaking property-added:bundle:chair.colour"],
  },
  {
    title: "Give every event of servers a bundle",
    edit: (plan) => {
      plan.common = { server: ["chair"] };
    },
    changes: ["risky common-changed:plan:store"],
  },
  {
    title: "Send an event of browsers from both sides",
    edit: (plan) => {
      Object.assign(plan.events.chair_closed, {
        source: "both",
        owner_side: "server",
        idempotency: ["material"],
      });
    },
    changes: [
      "risky became-common:chair_closed.material",
      "risky became-common:chair_closed.colour",
      "risky event-side-added:chair_closed",
      "safe documentation-changed:chair_closed#owner_side",
      "breaking idempotency-added:chair_closed",
    ],
  },
  {
    title: "Leave a bundle to the side on which it is common",
    edit: (plan) => {
      plan.events.chair_closed.idempotency = "once";
      plan.events.chair_closed.with = [];
    },
    changes: [
      "breaking property-side-removed:chair_closed.material",
      "breaking property-side-removed:chair_closed.colour",
      "breaking idempotency-key-changed:chair_closed",
      "safe event-bundles-changed:chair_closed",
    ],
  },
  {
    title: "Take it again",
    edit: (plan) => {
      plan.events.chair_closed.with = ["chair"];
    },
    changes: [
      "risky property-side-added:chair_closed.material",
      "risky property-side-added:chair_closed.colour",
      "safe event-bundles-changed:chair_closed",
    ],
  },
  {
    title: "Send it from browsers alone again",
    edit: (plan) => {
      plan.events.chair_closed.source = "client";
      delete plan.events.chair_closed.owner_side;
    },
    changes: [
      "breaking no-longer-common:chair_closed.material",
      "breaking no-longer-common:chair_closed.colour",
      "breaking event-side-removed:chair_closed",
      "safe documentation-changed:chair_closed#owner_side",
    ],
  },
  {
    title: "Give up a bundle",
    edit: (plan) => {
      delete plan.common;
      delete plan.bundles;
      delete plan.events.chair_closed.with;
      delete plan.events.chair_opened.with;
    },
    changes: [
      "breaking common-changed:plan:store",
      "safe bundle-removed:bundle:chair",
      "safe event-bundles-changed:chair_closed",
      "safe event-bundles-changed:chair_opened",
    ],
  },
  {
    title: "Open one to further properties",
    edit: (plan) => {
      plan.events.chair_opened.additional = { type: "string", max_length: 50 };
    },
    changes: ["risky event-opened:chair_opened"],
  },
  {
    title: "Let it have fewer of them",
    edit: (plan) => {
      plan.events.chair_opened.additional.max_keys = 5;
    },
    changes: ["breaking additional-narrowed:chair_opened"],
  },
  {
    title: "And numbers, too",
    edit: (plan) => {
      plan.events.chair_opened.additional.type = ["string", "number"];
    },
    changes: ["risky additional-widened:chair_opened"],
  },
  {
    title: "Close it again",
    edit: (plan) => {
      delete plan.events.chair_opened.additional;
    },
    changes: ["breaking event-closed:chair_opened"],
  },
  {
    title: "Keep it until it is sent",
    edit: (plan) => {
      plan.events.chair_opened.delivery = "durable";
    },
    changes: ["safe delivery-made-durable:chair_opened"],
  },
  {
    title: "Keep it in memory alone",
    edit: (plan) => {
      plan.events.chair_opened.delivery = "memory";
    },
    changes: ["risky delivery-made-memory:chair_opened"],
  },
  {
    title: "Say no more of where it is kept",
    edit: (plan) => {
      delete plan.events.chair_opened.delivery;
    },
    changes: [],
  },
  {
    title: "Announce how long it is sent under its former name",
    edit: (plan) => {
      plan.events.chair_closed.also_sent_as.until = YEAR_AFTER;
    },
    changes: ["safe documentation-changed:chair_closed#also_sent_as"],
  },
  {
    title: "Not so long",
    edit: (plan) => {
      plan.events.chair_closed.also_sent_as.until = DAY_BEFORE;
    },
    changes: ["risky event-former-name-ends-sooner:chair_closed"],
  },
  {
    title: "And no longer",
    edit: (plan) => {
      delete plan.events.chair_closed.also_sent_as;
    },
    changes: ["risky event-former-name-ended:chair_closed"],
  },
  {
    title: "Write a name in another way, and do not say that it is the same",
    edit: (plan) => {
      plan.events["Chair Opened"] = plan.events.chair_opened;
      delete plan.events.chair_opened;
    },
    changes: ["breaking event-replaced:chair_opened", "safe event-added:Chair Opened"],
  },
  {
    title: "Have codes of three letters, and suppliers with ids of digits",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.code = { type: "string", pattern: "[A-Z]{3}" };
      plan.identity.actors ??= {};
      plan.identity.actors.supplier = { format: "pattern", pattern: "[a-z]{4}", prefix: "sup_" };
    },
    changes: ["safe actor-added:actor:supplier", "breaking property-added-required:Chair Opened.code"],
  },
  {
    title: "Write both patterns with anchors",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.code.pattern = "^[A-Z]{3}$";
      plan.identity.actors.supplier.pattern = "^[a-z]{4}$";
    },
    changes: ["safe id-format-restated:actor:supplier", "safe pattern-restated:Chair Opened.code"],
  },
  {
    title: "Accept more by each",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.code.pattern = "[A-Z]{3,4}";
      plan.identity.actors.supplier.pattern = "[a-z]{4,6}";
    },
    changes: ["risky id-format-widened:actor:supplier", "risky pattern-widened:Chair Opened.code"],
  },
  {
    title: "Accept less by each",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.code.pattern = "[A-F]{3,4}";
      plan.identity.actors.supplier.pattern = "[a-z]{6}";
    },
    changes: ["breaking id-format-narrowed:actor:supplier", "breaking pattern-narrowed:Chair Opened.code"],
  },
  {
    title: "Other letters",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.code.pattern = "[E-K]{3,4}";
    },
    changes: ["breaking pattern-changed:Chair Opened.code"],
  },
  {
    title: "Define an enum for all",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.size = { type: "enum", values: ["s", "m"] };
      plan.properties["chair size"] = { type: "enum", values: ["s", "m"] };
    },
    changes: ["safe property-added:shared:chair size", "breaking property-added-required:Chair Opened.size"],
  },
  {
    title: "And use it",
    edit: (plan) => {
      plan.events["Chair Opened"].properties.size = { use: "chair size" };
    },
    changes: ["safe enum-type-named:Chair Opened.size", "safe definition-moved:Chair Opened.size#use"],
  },
  {
    title: "Announce the end of an enum that nothing uses",
    edit: (plan) => {
      const values = ["oak", "pine"];
      plan.properties["chair wood"] = { type: "enum", values, deprecated: { remove_after: DAY_BEFORE } };
    },
    changes: ["safe property-added:shared:chair wood"],
  },
  {
    title: "Remove it after that",
    edit: (plan) => {
      delete plan.properties["chair wood"];
    },
    changes: ["risky shared-enum-retired:shared:chair wood"],
  },
];
