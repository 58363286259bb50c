import { stringify } from "yaml";

export interface StarterPlan {
  /** Name of the product: one line, not blank. */
  readonly name: string;
  readonly id: IdRecipe;
  /** Where generated files go, relative to the plan, with `/`; the default where it is absent. */
  readonly dir?: string | undefined;
}

/** The text of a first plan, with comments that explain the format. Its two events show `once` and revenue. */
export function starterPlan({ name, id, dir }: StarterPlan): string {
  const schema = `${dir ?? "./generated"}/tracking-plan.schema.json`;
  const output = dir === undefined ? "" : `\n# Where generated files go.\n${entry("output", { dir }, 0)}`;
  return `# yaml-language-server: $schema=${schema}
# The tracking plan: what the product tracks. \`tracking-plan generate\` makes helpers, validators and docs from it.
plan: 1 # the version of this format
${entry("name", name, 0)}${output}
# Who did it: the id that your login already has, the same on the frontend and the backend. Never an email.
identity:
  user_id:
    description: The id of the person.
${formLines(id)}
# Properties that several events have. They are defined once; an event names them and says no more.
properties:
  amount_usd:
    type: number # or string, integer, boolean, enum, datetime, date, uuid, url, array, object, map, json
    min: 0
    unit: USD
    description: The amount, in US dollars and cents.
    example: 50

# What happens. Each event gives a helper: \`account_created\` gives trackAccountCreated(). Names say what happened, in the past.
events:
  account_created:
    description: A person created an account.
    trigger: The account is in the database. # when it is sent, for people
    category: account # its page in the docs
    owner: growth # who answers for it
    source: server # or client, or both
    idempotency: { key: once, at: the account's \`created_at\` } # a repeat counts once: one for each person
    properties:
      method:
        type: enum
        description: How the person signed up.
        values:
          email: An email address and a password or a link.
          github: A GitHub account.
        example: github

  payment_succeeded:
    description: A payment went through.
    trigger: Stripe webhook \`invoice.paid\`.
    category: billing
    owner: billing
    source: server
    idempotency: { key: [invoice_id], at: the invoice's \`created\` } # a webhook that comes twice counts once
    revenue: { amount: amount_usd, currency: USD } # sends $revenue and currency
    properties:
      amount_usd: # the shared property
      invoice_id:
        type: string
        description: The invoice in Stripe.
        example: in_123
      coupon:
        type: string
        optional: true # all others are required
        description: The code of the coupon that was used.
        example: SPRING
`;
}

function formLines({ title, example, form }: IdRecipe): string {
  return Object.entries(form)
    .map(([key, value], index) => entry(key, value, 4, index === 0 ? ` # ${title}: ${example}` : ""))
    .join("");
}

/** A key and its value, quoted if YAML would read it differently. */
function entry(key: string, value: unknown, indentation: number, comment = ""): string {
  const lines = stringify({ [key]: value }, { lineWidth: 0 })
    .trimEnd()
    .split("\n");
  return lines.map((line) => `${" ".repeat(indentation)}${line}${comment}\n`).join("");
}

export interface IdRecipe {
  readonly title: string;
  /** An example id. */
  readonly example: string;
  /** The keys of `user_id`, without its description. */
  readonly form: Readonly<Record<string, string>>;
}

/** Common kinds of user id by their names for `init --id`. The first is the default of `init --yes`. */
export const ID_RECIPES = {
  uuid: {
    title: "UUIDs with a prefix",
    example: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    form: {
      format: "uuid",
      prefix: "user_",
      accept_unprefixed: "The database keeps the bare UUID: it becomes user_<uuid>.",
    },
  },
  clerk: {
    title: "Clerk",
    example: "user_2NNEqL2nrIRdJ194ndJqAHwEfxC",
    form: { format: "ksuid", prefix: "user_" },
  },
  auth0: {
    title: "Auth0",
    example: "auth0|507f1f77bcf86cd799439011",
    form: { format: "objectid", prefix: "auth0|" },
  },
  supabase: {
    title: "Supabase",
    example: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    form: { format: "uuid", accept_unprefixed: "Supabase Auth makes bare UUIDs." },
  },
  prisma: {
    title: "Prisma",
    example: "cjld2cjxh0000qzrmn831i7rn",
    form: { format: "cuid", accept_unprefixed: "Prisma's cuid() has no prefix." },
  },
  integer: {
    title: "Numbers of a database",
    example: "90210",
    form: { format: "integer", accept_unprefixed: "The table counts them." },
  },
  ulid: {
    title: "ULIDs with a prefix",
    example: "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    form: { format: "ulid", prefix: "usr_" },
  },
} as const satisfies Record<string, IdRecipe>;

export type IdRecipeName = keyof typeof ID_RECIPES;
