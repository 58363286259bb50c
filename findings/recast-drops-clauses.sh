#!/usr/bin/env bash
# recast 0.23.21 prints TypeScript without the clauses that it does not know.
# Where a change makes it print a node again, a mapped type loses `as`, so that the type has other keys, a variable its `!`, and an import
# `with { type: "json" }`, without which Node refuses the file. What was not touched stays, so most changes of a file look fine.
# Seen on Node 20.20.2 with @babel/parser 7.29.15: as false; definite false; with false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . recast@0.23.21 @babel/parser@7.29.15 >/dev/null
cat >run.cjs <<'JS'
const { parse } = require("@babel/parser");
const recast = require("recast");

const parser = { parse: (text) => parse(text, { sourceType: "module", tokens: true, plugins: ["typescript"] }) };
function printed(text, change) {
  const file = recast.parse(text, { parser });
  change(file.program.body[0]);
  return recast.print(file).code;
}
const mapped = printed("type Getters<T> = { [K in keyof T as `get_${K}`]: T[K] };", (type) => {
  type.typeAnnotation.optional = true;
});
const definite = printed("let plan!: string;", (declaration) => {
  declaration.declarations[0].id.name = "tier";
});
const attributes = printed('import plan from "./plan.json" with { type: "json" };', (statement) => {
  const { identifier, importSpecifier } = recast.types.builders;
  statement.specifiers.push(importSpecifier(identifier("events")));
});
console.log(
  `as ${mapped.includes(" as ")}; definite ${definite.includes("!")}; with ${attributes.includes("with")}`,
);
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == "as false; definite false; with false" ]]
