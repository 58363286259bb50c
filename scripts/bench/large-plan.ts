/**
 * A plan of many events in many files, as a large product has it: shared properties, enums, computed values, keys and
 * owners. The same every time.
 */
export interface LargePlan {
  readonly events: number;
  /** How many files are included. */
  readonly files: number;
}

/** Path → text; the plan file is `tracking-plan.yaml`, and includes the others. */
export function largePlan({ events, files }: LargePlan): Readonly<Record<string, string>> {
  const perFile = Math.ceil(events / files);
  const parts = Array.from({ length: files }, (_, index): [string, string] => {
    const first = index * perFile;
    const numbers = Array.from(
      { length: Math.max(0, Math.min(perFile, events - first)) },
      (__, at) => first + at,
    );
    return [
      `plans/team-${index}.yaml`,
      `owner: team-${index}\n\nevents:\n${numbers.map(eventText).join("")}`,
    ];
  });
  return { "tracking-plan.yaml": ROOT, ...Object.fromEntries(parts) };
}

const CATEGORIES = ["billing", "workflow", "growth", "Sales & support", "search"] as const;

/** Every fourth event is of one category, and some are of none. */
function categoryOf(index: number): string | undefined {
  if (index % 4 === 0) return "product";
  return index % 13 === 0 ? undefined : CATEGORIES[index % CATEGORIES.length];
}

function eventText(index: number): string {
  const category = categoryOf(index);
  const successor = `thing_${index - 1}_done`;
  return [
    `  thing_${index}_done:`,
    `    description: Somebody was done with thing ${index}, and what follows from it is known.`,
    `    trigger: The worker for things of kind ${index % 9} reports the end.`,
    ...(category === undefined ? [] : [`    category: ${category}`]),
    ...(index % 5 === 0 ? ["    source: both", "    owner_side: server"] : []),
    ...(index % 5 === 0 || index % 7 === 0
      ? ["    idempotency: { key: [thing_id], at: the thing's `done_at` }"]
      : []),
    ...(index % 20 === 19
      ? [`    status: deprecated`, `    deprecated: { since: 2026-01-31, use: ${successor} }`]
      : []),
    "    properties:",
    "      thing_id:",
    "      organization_id: { optional: true }",
    "      tier: { optional: true }",
    `      kind: { type: enum, values: [first_${index % 3}, second, third], description: Which kind of thing it was. }`,
    "      amount_usd: { optional: true }",
    "      old_usd: { use: amount_usd }",
    "      new_usd: { use: amount_usd }",
    "      change_usd: { type: number, unit: USD, computed: new_usd - old_usd, description: What changed. }",
    `      note_${index % 50}: { type: string, max_length: 200, optional: true, description: What was said about it. }`,
    "",
  ].join("\n");
}

const ROOT = `# A plan of a large product.
plan: 1
name: large
identity:
  user_id: { format: uuid, prefix: user_ }
include: [plans/*.yaml]
groups:
  organization: { key: organization_id, description: A customer's workspace. }
properties:
  organization_id: { type: string, description: The organization that the event belongs to., example: org_456 }
  thing_id: { type: uuid, description: The thing. }
  amount_usd: { type: number, min: 0, unit: USD, description: Amount in US dollars., example: 50 }
  tier:
    type: enum
    description: Subscription tier.
    values: { free: No charge, pro: One seat, team: Several seats, enterprise: By contract }
`;
