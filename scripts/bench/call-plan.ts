/**
 * A plan of so many keyed events of six properties, without what posthog-node knows nothing of, such as computed values and groups:
 * calls of `capture` with the same properties can stand beside its helpers.
 */
export function callPlan(events: number): string {
  return `plan: 1
name: calls
identity: { user_id: { format: uuid, prefix: user_ } }
events:
${Array.from({ length: events }, (_, index) => eventText(index)).join("")}`;
}

const eventText = (index: number): string => `  thing_${index}_done:
    description: Somebody was done with thing ${index}, and what follows from it is known.
    idempotency: { key: [thing_id], at: the thing's \`done_at\` }
    properties:
      thing_id: { type: uuid, description: The thing. }
      workspace: { type: string, description: Where it was. }
      tier: { type: enum, values: [free, pro, team], description: What is paid for. }
      kind: { type: enum, values: [first_${index}, second, third], description: Which kind of thing it was. }
      amount_usd: { type: number, min: 0, unit: USD, description: What it costs. }
      note: { type: string, max_length: 200, optional: true, description: What was said. }
`;
