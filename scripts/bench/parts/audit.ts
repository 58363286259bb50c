import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Bench } from "../bench.ts";
import { peakMemoryOf, timesOf } from "../child.ts";
import { codeProject, eventsOfCode } from "../code-project.ts";
import { install } from "../project.ts";

const FILES = 5000;
const PAIRS = 3;

const SETTINGS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  types: ["node"],
  module: "esnext",
  moduleResolution: "bundler",
  jsx: "preserve",
  paths: { "@/*": ["./src/*"] },
};

/** What `audit` costs on the code of a large product, beside the compiler of the same code. */
export async function measureAudit({ project, report }: Bench): Promise<void> {
  const cwd = writeCode(project.folder);
  const audit = [project.main, "audit", "--quiet"];
  const pairs = Array.from({ length: PAIRS }, () => ({
    ours: timesOf(audit, { cwd }),
    six: timesOf([tscOf(6), "-p", "."], { cwd }),
    seven: timesOf([tscOf(7), "-p", "."], { cwd }),
  }));
  const ours = pairs.map((pair) => pair.ours.cpu);
  report("audit", { ours, beside: pairs.map(({ six }) => six.cpu) });
  report("auditWall", {
    ours: pairs.map((pair) => pair.ours.wall),
    beside: pairs.map(({ six }) => six.wall),
  });
  report("auditNative", { ours, beside: pairs.map(({ seven }) => seven.cpu) });
  report("auditMemory", { ours: [peakMemoryOf(audit, { cwd })] });
}

function tscOf(major: 6 | 7): string {
  const manifest = createRequire(import.meta.url).resolve(`typescript-${major}/package.json`);
  return join(dirname(manifest), "lib/tsc.js");
}

/** Writes the code and its plan, with the packages that it imports, into a folder of the project. Gives the folder. */
function writeCode(project: string): string {
  const folder = join(project, "code");
  const { devDependencies } = JSON.parse(
    readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
  ) as { readonly devDependencies: Readonly<Record<string, string>> };
  const files = {
    ...codeProject({ files: FILES }),
    "package.json": JSON.stringify({ private: true }),
    "tsconfig.json": JSON.stringify({ compilerOptions: SETTINGS, include: ["src"] }),
    "tracking-plan.yaml": planOf(eventsOfCode({ files: FILES })),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const packages = ["ts-morph", "posthog-js", "posthog-node", "react", "@types/react", "@types/node"];
  install(
    folder,
    packages.map((name) => `${name}@${devDependencies[name] ?? "latest"}`),
  );
  return folder;
}

/** A plan of the events that the code sends, which accepts all that it sends: the bench ends well. */
function planOf(events: readonly string[]): string {
  return `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
audit: { rules: { wrong-side: "off" } }
events:
${events.map((name) => `  ${name}: { description: Something happened., properties: {} }`).join("\n")}
`;
}
