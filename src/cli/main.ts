#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { cacheCompiledCode } from "./compile-cache.ts";

// Before anything else is loaded.
cacheCompiledCode(import.meta.url);
// The same relative path from src/cli/ and dist/cli/.
const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const { version } = JSON.parse(manifest) as { readonly version: string };
const { start } = await import("./start.ts");
// Not awaited: Node would complain of a prompt whose input ends.
void start(version);
