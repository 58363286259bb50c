#!/usr/bin/env bash
# short-uuid 6.0.3 reads two different short ids as one UUID, and its check says that both are valid.
# 22 characters of its alphabet count further than 128 bits. What is above is cut off without an error, so a short id that was damaged or made
# up becomes the UUID of something else; only `validate(id, true)` notices. Empty text becomes the nil UUID.
# Seen on Node 20.20.2: valid true, strictly false, read 10fedd05-f1b6-0eb7-56e9-4fad7739e50d, written again the same false, empty 00000000-0000-0000-0000-000000000000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . short-uuid@6.0.3 >/dev/null
cat >run.mjs <<'JS'
import { createTranslator } from "short-uuid";

const translator = createTranslator();
const made = "z".repeat(22);
const uuid = translator.toUUID(made);
console.log(
  `valid ${translator.validate(made)}, strictly ${translator.validate(made, true)}, read ${uuid}, ` +
    `written again the same ${translator.fromUUID(uuid) === made}, empty ${translator.toUUID("")}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "valid true, strictly false, read 10fedd05-f1b6-0eb7-56e9-4fad7739e50d, written again the same false, empty 00000000-0000-0000-0000-000000000000" ]]
