import { isFor } from "../../emit/emitter.ts";
import { finish, showsColor } from "../command.ts";
import { findOutputFolders, prepareOutput } from "../output/prepare-output.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { loadPlan } from "../plan-files/load-plan.ts";
import { checkCode } from "./code-check.ts";
import { type Finding, renderFindings, showsUnicode, withoutSecrets } from "./findings.ts";
import { checkCompiler, checkPackages, checkPlan, type Requirements } from "./project-checks.ts";
import { checkSending } from "./send-check.ts";
import { checkReach, checkSettings } from "./settings-checks.ts";

export interface DoctorArguments {
  readonly plan?: string | undefined;
  readonly out?: string | undefined;
  /** Do not contact the host. */
  readonly offline: boolean;
  /** Send a test event. */
  readonly send: boolean;
  readonly format: "text" | "json";
}

/**
 * `doctor`: diagnoses delivery, identity and revenue problems. Checks the environment, the plan, its output, the code and the
 * installed packages, and contacts the configured host, to which it sends an event only with `send`. Changes nothing, runs no
 * code of the project and never shows a key.
 */
export async function doctor(args: DoctorArguments, io: Io): Promise<ExitCode> {
  if (args.send && args.offline) {
    throw new UsageError("`--send` and `--offline` exclude each other.", "Remove one of the two.");
  }
  const project = await checkProject(args, io);
  const findings: readonly Finding[] = [
    ...(project.isForServer || args.send ? await checkServer(args, io) : []),
    ...project.findings,
  ];
  const shown = withoutSecrets(findings, [io.env["POSTHOG_API_KEY"], io.env["POSTHOG_PERSONAL_API_KEY"]]);
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
  const { findings, host, apiKey, isDisabled } = await checkSettings(io);
  if (host === undefined || args.offline) return findings;
  if (!args.send) return [...findings, await checkReach(host, io)];
  if (apiKey !== undefined && !isDisabled)
    return [...findings, ...(await checkSending({ host, apiKey }, io))];
  const message = `No test event was sent: ${isDisabled ? "tracking is disabled" : "there is no usable key"}.`;
  return [...findings, { check: "sent", state: "error", message }];
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
    const prepared = await prepareOutput({ ...args, format: "text", strict: false }, io, loaded);
    const folders = read.plan && findOutputFolders(read.plan.output, args, { planPath, cwd: io.cwd });
    const isForServer = read.plan === undefined || isFor(read.plan.output, "server");
    const where = { folder: folders?.dir ?? io.cwd, root: root.path, isForServer };
    return {
      findings: [
        ...checkPlan(prepared),
        ...(await checkCode(loaded, io)),
        ...(await checkCompiler(Object.values(folders ?? {}), root.path, io)),
        ...(await checkPackages(requirements, where, io)),
      ],
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
