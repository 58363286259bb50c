#!/usr/bin/env bash
# @posthog/hogql-parser 1.3.87 returns a syntax error as JSON instead of throwing, and knows no names.
# A check that wraps the parser in `try` passes every query. And a query whose function does not exist is parsed without a word: the
# grammar is all that it knows.
# Seen on Node 20.20.2: broken query returned SyntaxError; unknown function returned SelectQuery
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @posthog/hogql-parser@1.3.87 >/dev/null
cat >run.mjs <<'JS'
import load from "@posthog/hogql-parser";

const parser = await load();
const said = (query) => {
  try {
    const answer = JSON.parse(parser.parseSelect(query, true));
    return `returned ${answer.error ? answer.type : answer.node}`;
  } catch {
    return "threw";
  }
};
console.log(
  `broken query ${said("SELECT count( FROM events")}; unknown function ${said("SELECT countPeople(uuid) FROM events")}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "broken query returned SyntaxError; unknown function returned SelectQuery" ]]
