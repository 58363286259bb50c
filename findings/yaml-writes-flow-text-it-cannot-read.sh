#!/usr/bin/env bash
# yaml 2.9.1 writes a map in braces that it cannot read itself.
# A text with a colon at the end of a line, such as `Note:` and a second line, is written without quotes: in braces YAML reads the colon as
# that of a key. A generator that writes short maps in braces from texts of others writes a file that does not parse, or says something
# else. As a block the same text is written well, and the option `defaultStringType: "QUOTE_DOUBLE"` helps.
# Seen on Node 20.20.2: block reads back true; flow reads back false; quoted flow reads back true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . yaml@2.9.1 >/dev/null
cat >run.mjs <<'JS'
import { Document, parse } from "yaml";

const text = "Note:\nsecond line";
const readsBack = (flow, options) => {
  const document = new Document({ text });
  document.contents.flow = flow;
  const written = document.toString(options);
  try {
    return parse(written, { logLevel: "silent" }).text === text;
  } catch {
    return false;
  }
};
const quoted = { defaultStringType: "QUOTE_DOUBLE" };
console.log(
  `block reads back ${readsBack(false)}; flow reads back ${readsBack(true)}; quoted flow reads back ${readsBack(true, quoted)}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "block reads back true; flow reads back false; quoted flow reads back true" ]]
