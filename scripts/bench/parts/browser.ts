import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Bench } from "../bench.ts";
import { writePlanFiles } from "../project.ts";

const EVENTS = ["cart_opened", "cart_filled", "cart_paid"];

/** What three keyed helpers and the user-ID contract take in the bundle of a page, minified and gzipped. */
export async function measureBrowser({ project, report }: Bench): Promise<void> {
  const { folder } = writePlanFiles(project, join(project.folder, "plan-of-page"), {
    "tracking-plan.yaml": PLAN,
  });
  const helpers = EVENTS.map(
    (event) => `track${event.replaceAll(/(?:^|_)(.)/gu, (_, first: string) => first.toUpperCase())}`,
  );
  const { outputFiles } = await build({
    absWorkingDir: folder,
    stdin: {
      contents: `export { ${helpers.join(", ")} } from "./generated/browser.js";`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    target: "es2022",
  });
  report("browserBytes", { ours: [gzipSync(outputFiles[0]!.contents, { level: 9 }).length] });
}

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
${EVENTS.map(
  (event) => `  ${event}:
    description: Somebody did something with a cart.
    source: client
    idempotency: { key: [cart_id], at: the time that the server says }
    properties:
      cart_id: { type: uuid, description: The cart. }
      items: { type: integer, min: 0, description: How many things are in it. }
      currency: { type: string, optional: true, description: What it is paid in. }
`,
).join("")}`;
