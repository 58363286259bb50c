#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { cacheCompiledCode, cacheFolder } from "./cache.ts";

// Before anything else is loaded.
const cache = cacheFolder(import.meta.url);
cacheCompiledCode(cache);
// The same relative path from src/cli/ and dist/cli/.
const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const { version } = JSON.parse(manifest) as { readonly version: string };
void import("./start.ts").then(({ start }) => start(version, cache));
