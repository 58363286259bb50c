import { isFor } from "../../emit/emitter.ts";
import { finish, showsColor } from "../command.ts";
import { findOutputFolders, inspect } from "../inspect.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../load-plan.ts";
import { type Finding, renderFindings, showsUnicode, withoutSecrets } from "./findings.ts";
import { checkPackages, checkPlan, type Requirements } from "./project-checks.ts";
import { checkReach, checkSettings } from "./settings-checks.ts";

export interface DoctorArguments {
  readonly plan?: string | undefined;
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
  const project = await checkProject(args, io);
  const findings: readonly Finding[] = [
    ...(project.isForServer ? await checkServer(args, io) : []),
    ...project.findings,
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

/** The checks of what a server needs to send events. */
async function checkServer(args: DoctorArguments, io: Io): Promise<readonly Finding[]> {
  const { findings, host } = await checkSettings(io);
  return host === undefined || args.offline ? findings : [...findings, await checkReach(host, io)];
}

interface CheckedProject {
  readonly findings: readonly Finding[];
  /** Whether the plan generates code for a server, as far as is known. */
  readonly isForServer: boolean;
}

/** The checks of files. Without a plan, only that is reported. */
async function checkProject(args: DoctorArguments, io: Io): Promise<CheckedProject> {
  const requirements = await ownRequirements(io);
  try {
    const loaded = await loadPlan(args, io);
    const { planPath, root, read } = loaded;
    const inspection = await inspect({ ...args, format: "text", strict: false }, io, loaded);
    const folder = read.plan
      ? findOutputFolders(read.plan.output, args, { planPath, cwd: io.cwd }).dir
      : io.cwd;
    const isForServer = read.plan === undefined || isFor(read.plan.output, "server");
    const where = { folder, root: root.path, isForServer };
    return {
      findings: [...checkPlan(inspection, io.cwd), ...(await checkPackages(requirements, where, io))],
      isForServer,
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const finding: Finding = { check: "plan", state: "error", message: error.message, hint: error.hint };
    return { findings: [finding], isForServer: true };
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
