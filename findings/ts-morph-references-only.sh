#!/usr/bin/env bash
# ts-morph 28.0.0 finds no file in a tsconfig that only has `references`, and says nothing.
# Vite, Nx and Turborepo templates write a root `tsconfig.json` of `"files": []` and `references`. A tool that opens a project by it looks
# at nothing and reports that all is well. `tsc --build` follows the references.
# Seen on Node 20.20.2: root 0 files, 0 diagnostics; referenced 1 file
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . ts-morph@28.0.0 >/dev/null
mkdir -p app/src
echo '{ "files": [], "references": [{ "path": "./app" }] }' >tsconfig.json
echo '{ "compilerOptions": { "composite": true, "types": [] }, "include": ["src"] }' >app/tsconfig.json
echo 'export const paid: number = "not a number";' >app/src/index.ts
cat >run.mjs <<'JS'
import { Project } from "ts-morph";

const root = new Project({ tsConfigFilePath: "tsconfig.json" });
const app = new Project({ tsConfigFilePath: "app/tsconfig.json" });
console.log(
  `root ${root.getSourceFiles().length} files, ${root.getPreEmitDiagnostics().length} diagnostics; referenced ${app.getSourceFiles().length} file`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "root 0 files, 0 diagnostics; referenced 1 file" ]]
