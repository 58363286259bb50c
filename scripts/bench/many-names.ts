/** Words to make names of. */
const OBJECTS =
  "account invoice order ticket report project message file form team board card cart coupon device".split(
    " ",
  );
const VERBS = "created updated deleted opened closed shared sent paid".split(" ");

/**
 * A plan file of so many events in which nearly every name is another one, made of words that are others, too: what the
 * rules about names that are alike find hardest. It breaks no rule but one, on each event.
 */
export function planOfManyNames(count: number): string {
  const events = Array.from({ length: count }, (_, index) => {
    const object = `${OBJECTS[index % OBJECTS.length]}_${letters(index)}`;
    const verb = VERBS[index % VERBS.length];
    return `  ${object}_${verb}:
    description: Somebody did something with ${object}.
    trigger: The backend, when it is done.
    category: category_${index % 40}
    owner: team_${index % 20}
    properties:
      order_id:
      amount_usd: { optional: true }
      ${object}_count: { type: integer, min: 0, description: How many there were before. }
      ${object}_state: { type: enum, values: [open, closed, archived], description: What became of it. }
      comment_${letters(index)}: { type: string, max_length: 200, description: What was written. }
`;
  });
  return `plan: 1
name: large
identity: { user_id: { format: uuid, prefix: user_ } }
properties:
  order_id: { type: string, description: The order that it belongs to., example: or_1 }
  amount_usd: { type: number, min: 0, unit: USD, description: What was paid for it., example: 5 }
events:
${events.join("")}`;
}

/** A number as letters, so that each is a word of its own. */
function letters(index: number): string {
  return Array.from(
    String(index).padStart(5, "0"),
    (digit) => "bcdfgklmrt"[Number(digit)] + "aeiou"[Number(digit) % 5]!,
  ).join("");
}
