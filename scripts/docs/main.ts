/** `npm run docs`: writes the generated parts of the documentation, and `THIRD-PARTY.md`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleCommandLine } from "../build/command-line.ts";
import { renderThirdParty } from "../build/third-party.ts";
import { generatedPages } from "./pages.ts";

const folder = mkdtempSync(join(tmpdir(), "tracking-plan-bundle-"));
const thirdParty = { path: "THIRD-PARTY.md", text: renderThirdParty(await bundleCommandLine(folder)) };
rmSync(folder, { recursive: true });
for (const { path, text } of [...generatedPages(), thirdParty]) {
  writeFileSync(new URL(`../../${path}`, import.meta.url), text);
}
