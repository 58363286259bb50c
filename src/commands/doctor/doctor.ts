import { finish, showsColor } from "../command.ts";
import { findOutputFolders, inspect } from "../inspect.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../load-plan.ts";
import { type Finding, renderFindings, showsUnicode, withoutSecrets } from "./findings.ts";
import { checkPackages, checkPlan, type Requirements } from "./project-checks.ts";
import { checkReach, checkSettings } from "./settings-checks.ts";

export interface DoctorArguments {
  readonly plan: string;
  readonly out?: string | undefined;
  /** Do not contact the host. */
  readonly offline: boolean;
  readonly format: "text" | "json";
}

/**
 * `doctor`: diagnoses delivery, identity and revenue problems. Checks the environment, the plan, its output and the installed
 * packages, and contacts the configured host. Changes nothing, runs no code of the project and never shows a key.
 */
export async function doctor(args: DoctorArguments, io: Io): Promise<ExitCode> {
  const settings = await checkSettings(io);
  const findings: readonly Finding[] = [
    ...settings.findings,
    ...(settings.host === undefined || args.offline ? [] : [await checkReach(settings.host, io)]),
    ...(await checkProject(args, io)),
  ];
  const shown = withoutSecrets(findings, [io.env["POSTHOG_API_KEY"]]);
  const ok = shown.every(({ state }) => state !== "error");
  if (args.format === "json") {
    const checks = shown.map(({ hint, ...finding }) => ({ ...finding, ...(hint !== undefined && { hint }) }));
    return finish({ command: "doctor", ok, diagnostics: [], summary: [], result: { checks } }, args, io);
  }
  io.stdout.write(
    renderFindings(shown, { color: showsColor(io), columns: io.stdout.columns, unicode: showsUnicode(io) }),
  );
  return ok ? 0 : 1;
}

/** The checks of files. Without a plan, only that is reported. */
async function checkProject(args: DoctorArguments, io: Io): Promise<readonly Finding[]> {
  const requirements = await ownRequirements(io);
  try {
    const loaded = await loadPlan(args, io);
    const { planPath, repository, read } = loaded;
    const inspection = await inspect({ ...args, format: "text", strict: false }, io, loaded);
    const folder = read.plan
      ? findOutputFolders(read.plan.output, args, { planPath, cwd: io.cwd }).dir
      : io.cwd;
    return [
      ...checkPlan(inspection, io.cwd),
      ...(await checkPackages(requirements, { folder, root: repository }, io)),
    ];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = error.hint ?? "Give the plan with `--plan FILE`.";
    return [
      {
        check: "plan",
        state: "error",
        message: error.message,
        hint: `${hint} \`tracking-plan init\` creates one.`,
      },
    ];
  }
}

/** The version ranges in this package's own package.json. */
async function ownRequirements({ files }: Io): Promise<Requirements> {
  // The same relative path from src/commands/doctor/ and dist/commands/doctor/.
  const text = await files.readFile(new URL("../../../package.json", import.meta.url), "utf8");
  const { engines, peerDependencies } = JSON.parse(text) as {
    readonly engines: { readonly node: string };
    readonly peerDependencies: { readonly "posthog-node": string; readonly zod: string };
  };
  return { node: engines.node, posthogNode: peerDependencies["posthog-node"], zod: peerDependencies.zod };
}
