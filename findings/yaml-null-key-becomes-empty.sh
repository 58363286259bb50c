#!/usr/bin/env bash
# yaml 2.9.1 reads the key `null` as the empty text, and js-yaml 5.5.0 as `null`.
# A map from values to words, as in translations and lists of allowed values, is read by both without an error, and by `yaml` with a key that is
# not in the file. Beside an empty key one of the two values is lost, and the check for keys that occur twice does not see it. `true` and
# numbers as keys keep their text.
# Seen on Node 20.20.2: yaml {"true":"on","":"unknown"}; js-yaml {"true":"on","null":"unknown"}; two keys, then 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . yaml@2.9.1 js-yaml@5.5.0 >/dev/null
cat >run.mjs <<'JS'
import { load } from "js-yaml";
import { parse } from "yaml";

const words = "true: on\nnull: unknown\n";
const both = parse('"": none\nnull: unknown\n');
console.log(
  `yaml ${JSON.stringify(parse(words))}; js-yaml ${JSON.stringify(load(words))}; ` +
    `two keys, then ${Object.keys(both).length}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'yaml {"true":"on","":"unknown"}; js-yaml {"true":"on","null":"unknown"}; two keys, then 1' ]]
