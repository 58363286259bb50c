#!/usr/bin/env bash
# @growthbook/growthbook 1.8.0 counts a person of whom nothing is known as one with 0.
# A missing attribute is null, and `null < 5` is true in JavaScript: a feature for people with few orders is on for visitors of whom no count was
# passed. As a plain value 0 holds for them, too, and with `$eq` it does not. The text "5" likewise is the number 5 as a plain value, but
# not with `$eq` or in a list.
# Seen on Node 20.20.2: missing: below 1 true, at least 0 true, plain 0 true, $eq 0 false; 5 is "5": plain true, $eq false, $in false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @growthbook/growthbook@1.8.0 >/dev/null
cat >run.mjs <<'JS'
import { GrowthBook } from "@growthbook/growthbook";

const isOn = (orders, attributes) =>
  new GrowthBook({
    attributes: { id: "user_1", ...attributes },
    features: { offer: { defaultValue: false, rules: [{ condition: { orders }, force: true }] } },
  }).isOn("offer");
const five = { orders: 5 };
console.log(
  `missing: below 1 ${isOn({ $lt: 1 })}, at least 0 ${isOn({ $gte: 0 })}, plain 0 ${isOn(0)}, $eq 0 ${isOn({ $eq: 0 })}; ` +
    `5 is "5": plain ${isOn("5", five)}, $eq ${isOn({ $eq: "5" }, five)}, $in ${isOn({ $in: ["5"] }, five)}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'missing: below 1 true, at least 0 true, plain 0 true, $eq 0 false; 5 is "5": plain true, $eq false, $in false' ]]
