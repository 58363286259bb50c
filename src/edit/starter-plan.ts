import { stringify } from "yaml";
import { ID_RECIPES, type IdRecipe } from "./id-recipes.ts";

/** What a first plan says before its events. */
export interface PlanSettings {
  /** Name of the product: one line, not blank. */
  readonly name: string;
  readonly description?: string | undefined;
  /** Absent where it is not chosen yet: that is left to be done, and the only error of the plan. */
  readonly id?: IdRecipe | undefined;
  /** Where generated files go, relative to the plan, with `/`; the default where it is absent. */
  readonly dir?: string | undefined;
  /** How their relative imports end; the default where it is absent. */
  readonly imports?: "none" | undefined;
}

/** The same where it is chosen what ids look like. */
export interface ChosenSettings extends PlanSettings {
  readonly id: IdRecipe;
}

/** The beginning of a plan: its name, its output and the id of people. */
export function planHead({ name, description, id, dir, imports }: PlanSettings): string {
  const schema = `${dir ?? "./generated"}/tracking-plan.schema.json`;
  const settings = { ...(dir !== undefined && { dir }), ...(imports !== undefined && { imports }) };
  const output =
    Object.keys(settings).length === 0
      ? ""
      : `\n# Where generated files go, and how their imports end.\n${entry("output", settings, 0)}`;
  return `# yaml-language-server: $schema=${schema}
# The tracking plan: what the product tracks. \`tracking-plan generate\` writes helpers, validators and docs from it.
plan: 1 # the version of this format
${entry("name", name, 0)}${description === undefined ? "" : entry("description", description, 0)}${output}
# Who did it: the id from your login system, the same on the frontend and the backend. Never an email.
identity:
  user_id:
    description: The id of the person.
${id === undefined ? CHOICE : formLines(id)}`;
}

/** The text of a first plan, with comments that explain the format. Its two events show `once` and revenue. */
export function starterPlan(settings: ChosenSettings): string {
  return `${planHead(settings)}
# Properties that several events share. Define them once here; an event refers to them by name.
properties:
  amount_usd:
    type: number # or string, integer, boolean, enum, datetime, date, uuid, url, email, ip, array, object, map, json
    min: 0
    unit: USD
    description: The amount in US dollars, with cents as decimals.
    example: 19.99

# What happens. Each event generates a helper, such as trackAccountCreated(). Use the past tense in names.
events:
  account_created:
    description: A person created an account.
    trigger: The account is in the database. # when the event is sent
    category: account # its page in the docs
    owner: growth # the team that is responsible
    source: server # or client, or both
    idempotency: { key: once, at: the account's \`created_at\` } # counts once per person
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
    idempotency: { key: [invoice_id], at: the invoice's \`created\` } # a repeated webhook counts once
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

/** What stands in place of the form of ids. */
const CHOICE = `    # TODO: say what the ids of your login look like, such as:
${formLines(ID_RECIPES["prefixed-uuid"]).replaceAll(/^ {4}/gmu, "    # ")}`;

function formLines({ title, example, form }: IdRecipe): string {
  const comments: Readonly<Record<string, string>> = {
    format: ` # ${title}: ${example}`,
    reused: " # the number of a deleted person is never reused: SQLite requires AUTOINCREMENT",
  };
  return Object.entries(form)
    .map(([key, value]) => entry(key, value, 4, comments[key]))
    .join("");
}

/** A key and its value, quoted if YAML would read it differently. */
function entry(key: string, value: unknown, indentation: number, comment = ""): string {
  const lines = stringify({ [key]: value }, { lineWidth: 0 })
    .trimEnd()
    .split("\n");
  return lines.map((line) => `${" ".repeat(indentation)}${line}${comment}\n`).join("");
}
