import { expect, test } from "vitest";
import { placeProperties } from "../../../src/rules/rule.ts";
import { PLAN_HEAD, planOf } from "../../support/read-text.ts";

test("a property is placed once where it is written, however often its object is taken", () => {
  const plan = planOf(`${PLAN_HEAD}properties:
  address:
    type: object
    properties: { city: { type: string }, lines: { type: array, items: { type: string } } }
  orders: { type: array, items: { type: object, properties: { to: { use: address } } } }
person:
  home: { use: address }
groups:
  team: { description: A team., key: team_id, properties: { seat: { use: address } } }
events:
  ordered: { description: Ordered., properties: { team_id: { type: string }, orders: , address: } }
  moved:
    description: Moved.
    properties:
      address:
      from: { type: map, items: { type: object, properties: { old: { use: address }, at: { type: date } } } }
`);
  const placed = placeProperties(plan).map(({ property, holder, ownsName, base }) =>
    [
      property.at.join("."),
      holder.kind,
      ...(ownsName ? ["own"] : []),
      ...(base ? [`of ${base.name}`] : []),
    ].join(" "),
  );
  expect(placed).toStrictEqual([
    "properties.address shared own",
    "properties.address.properties.city object own",
    "properties.address.properties.lines object own",
    "properties.orders shared own",
    "properties.orders.items.properties.to object own of address",
    "person.home person own of address",
    "groups.team.properties.seat group own of address",
    "events.moved.properties.address event of address",
    "events.moved.properties.from event own",
    "events.moved.properties.from.items.properties.old object own of address",
    "events.moved.properties.from.items.properties.at object own",
    "events.ordered.properties.team_id event own",
    "events.ordered.properties.orders event of orders",
    "events.ordered.properties.address event of address",
  ]);
});
