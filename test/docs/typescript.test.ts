/** The TypeScript of all pages, compiled as one program against this repository's generated files. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emitAll } from "../../src/emit/emit-all.ts";
import { readPlanText } from "../support/bundle-generated.ts";
import { ROOT } from "../support/command-line.ts";
import { snippetsIn, snippetWith } from "../support/documentation.ts";
import { loadModule } from "../support/load-module.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { makeProject, type Project } from "../support/typescript-project.ts";

/** What the snippets' own code would have at hand. */
const GLOBALS = `
declare const row: { readonly user_id: unknown; readonly organization_id: string };
declare const session: { readonly id: string; readonly created: number; readonly userId: unknown };
declare const click: { readonly at: Date; readonly id: string };
declare const customer: { readonly email: string };
declare const webhook: { readonly id: string; readonly created: number };
declare const request: Request;
declare const timestamp: Date;
declare const rows: readonly {
  readonly user_id: unknown;
  readonly checkout: import("./generated/index.js").CheckoutCompleted;
  readonly timestamp: Date;
}[];
declare const checkout: import("./generated/index.js").CheckoutCompleted;
declare const trackCheckoutCompleted: typeof import("./generated/index.js").trackCheckoutCompleted;
declare const app: { close(): Promise<void> };
declare const lostEvents: { add(count: number, labels: object): void };
declare function organizationOf(request: object): string;
declare function completeCheckout(): Promise<void>;
declare function upgrade(user: string): Promise<void>;
declare function tryCheckout(user: import("./generated/index.js").ParsedUserId): boolean;
declare function keep(message: object, why: object): void;
declare function work(event: unknown): Promise<unknown>;
declare module "cloudflare:workers" {
  export const env: { readonly POSTHOG_API_KEY: string };
  export function waitUntil(promise: Promise<unknown>): void;
}
declare module "next/server" {
  export function after(task: Promise<unknown> | (() => unknown)): void;
}
declare module "express" {
  export default function express(): {
    use(middleware: (request: object, response: object, next: () => void) => void): void;
  };
}
declare module "fastify" {
  export default function fastify(): {
    addHook(name: "onRequest", hook: (request: object, reply: object, done: () => void) => void): void;
  };
}
declare module "hono" {
  export class Hono {
    use(middleware: (context: { readonly req: object }, next: () => Promise<void>) => Promise<void>): void;
  }
}
declare module "drizzle-orm" {
  type Sql = { readonly queryChunks: unknown };
  export const sql: {
    (parts: TemplateStringsArray, ...values: unknown[]): Sql;
    raw(text: string): Sql;
    join(parts: readonly Sql[]): Sql;
  };
}
declare module "@vercel/functions" {
  export function waitUntil(promise: Promise<unknown>): void;
}
declare module "bullmq" {
  export class Worker {
    constructor(queue: string, processor: (job: { readonly data: unknown }) => Promise<unknown>, options: object);
    close(): Promise<void>;
  }
}
`;

/** Its snippets are about the plan on the page itself. */
const COMMON_PAGE = "docs/recipes/common.md";

let project: Project;
beforeAll(async () => {
  project = await makeProject();
  for (const name of ["posthog-js", "stripe"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(project.folder, "node_modules", name), "dir");
  }
  symlinkSync(join(ROOT, "generated"), join(project.folder, "generated"), "dir");
  const ofRecipe = emitAll(readPlanText(snippetWith(COMMON_PAGE, "plan: 1")));
  const files = ofRecipe.map(({ path, text }) => [`generated-common/${path}`, text] as const);
  writeFiles(project.folder, Object.fromEntries(files));
});
afterAll(() => project.remove());

test("compiles, or fails in the words that stand below it", async () => {
  const snippets = snippetsIn("ts");
  const names = snippets.map(({ page }, index) => `${page.replaceAll(/\W/gu, "-")}-${index}.ts`);
  writeFiles(project.folder, {
    "globals.d.ts": GLOBALS,
    ...Object.fromEntries(
      snippets.map(({ page, code }, index) => {
        const own = page === COMMON_PAGE ? code.replaceAll('"./generated/', '"./generated-common/') : code;
        return [names[index], `${own}\nexport {};\n`];
      }),
    ),
  });
  const lines = await project.compile({
    compiler: "5.9",
    module: "nodenext",
    include: ["globals.d.ts", ...names],
    options: {
      lib: ["es2023", "dom", "dom.asynciterable"],
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      noUnusedLocals: false,
      declaration: false,
      isolatedDeclarations: false,
      preserveSymlinks: true,
      allowImportingTsExtensions: true,
      paths: {
        "tracking-plan/outbox/file": [join(ROOT, "src/outbox/file/index.ts")],
        "tracking-plan/outbox/postgres": [join(ROOT, "src/outbox/postgres/index.ts")],
        "tracking-plan/testing": [join(ROOT, "src/testing/index.ts")],
        "tracking-plan/testing/vitest": [join(ROOT, "src/testing/vitest.ts")],
        vitest: [join(ROOT, "node_modules/vitest/dist/index.d.ts")],
      },
    },
  });
  const failing = names[snippets.findIndex(({ code }) => code.includes("customer.email"))];
  expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
    `${failing}(1,24): ${snippetWith("docs/identity.md", "error TS")}`,
  ]);
  expect(snippets.length).toBeGreaterThan(25);
});

/** The class of the real package; `npm run test:world -- react-native` runs the helpers over that. */
const REACT_NATIVE_CLIENT = `
import type { PostHog } from "./app/src/analytics/react-native";
declare const client: new (key: string, options: { readonly host: string }) => PostHog & { ready(): Promise<void> };
export default client;
`;

test("an app's code compiles as bundlers resolve modules", async () => {
  const page = "docs/react-native.md";
  const snippets = snippetsIn("tsx");
  expect(snippets.map((snippet) => snippet.page)).toEqual([page]);
  const plan = readPlanText(`
plan: 1
name: app
identity: { user_id: { format: uuid, prefix: user_ } }
events: { banner_closed: { source: client } }
${snippetWith(page, "output:")}
`);
  const helpers = emitAll(plan).filter(({ folder }) => folder === "native");
  const main = "app/src/main.tsx";
  writeFiles(project.folder, {
    ...Object.fromEntries(helpers.map(({ path, text }) => [`app/src/analytics/${path}`, text])),
    [main]: snippets[0]!.code,
    "client.d.ts": REACT_NATIVE_CLIENT.replace(
      "declare module",
      "// eslint-disable-next-line\ndeclare module",
    ),
  });
  expect(
    await project.compile({
      compiler: "7.0",
      module: "bundler",
      include: [main],
      options: {
        paths: { "posthog-react-native": [join(project.folder, "client.d.ts")] },
        skipLibCheck: false,
      },
    }),
  ).toEqual([]);
});

test("the metrics are in the format of Prometheus", async () => {
  const code = snippetWith("docs/delivery.md", "function metrics").replace(
    'import { stats } from "./generated/index.js";',
    "const stats = () => ({ refused: { shut_down: 1 }, events: { accepted: 3, queued: 2, inFlight: 0, delivered: 0, unknown: 0, lost: 1, lostBy: { http_401: 1 }, undelivered: { order_shipped: 1 }, retried: 0 } });",
  );
  const { metrics } = (await loadModule(code)) as { readonly metrics: () => string };
  expect(metrics()).toBe(
    'tracking_events{state="accepted"} 3\n' +
      'tracking_events{state="queued"} 2\n' +
      'tracking_events{state="inFlight"} 0\n' +
      'tracking_events{state="delivered"} 0\n' +
      'tracking_events{state="unknown"} 0\n' +
      'tracking_events{state="retried"} 0\n' +
      'tracking_events_lost{reason="http_401"} 1\n' +
      'tracking_events_undelivered{event="order_shipped"} 1\n' +
      'tracking_calls_refused{reason="shut_down"} 1\n',
  );
});
