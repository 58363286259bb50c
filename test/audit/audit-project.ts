import { AUDIT_CODES } from "../../src/diagnostics/codes/audit-codes.ts";
import { audit, type AuditArguments } from "../../src/commands/audit/audit.ts";
import type { Io } from "../../src/commands/io.ts";
import { type CapturedIo, captureIo } from "../support/captured-io.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

/** What `audit` prints for people, and its exit code. */
export interface Audited {
  readonly code: number;
  readonly stdout: string;
}

/** Runs `audit` in a folder. */
export async function auditFolder(
  cwd: string,
  options: Partial<AuditArguments> = {},
  io: Partial<Pick<Io, "env">> = {},
): Promise<Audited> {
  const captured: CapturedIo = captureIo({ cwd, ...(io.env && { env: io.env as Record<string, string> }) });
  const args = { paths: [], changed: false, format: "text", strict: false, ...options } as const;
  const code = await audit(args, captured);
  return { code, stdout: captured.printed.stdout };
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly place?: { readonly file: string; readonly line: number };
}

/** The findings in files, each as one line: `src/a.ts:4 code: Message. Hint.` */
export async function findingsIn(
  files: Readonly<Record<string, string>>,
  options: Partial<AuditArguments> = {},
): Promise<readonly string[]> {
  const { stdout } = await auditFolder(makeTempFolder(files), { ...options, format: "json" });
  return linesOf(stdout);
}

/** The same of a document that was printed as JSON. */
export function linesOf(json: string): readonly string[] {
  const { diagnostics } = JSON.parse(json) as { readonly diagnostics: readonly Finding[] };
  return diagnostics.map(({ code, message, hint, place }) => {
    const at = place === undefined ? "" : `${place.file}:${place.line} `;
    return `${at}${code}: ${[message, hint].filter(Boolean).join(" ")}`;
  });
}

/** A plan with these events, in YAML without their indent. Only findings of the given codes are reported. */
export function planFile(
  events: string,
  { only, more = "" }: { readonly only?: readonly string[]; readonly more?: string } = {},
): Readonly<Record<string, string>> {
  const off = only && AUDIT_RULES.filter((code) => !only.includes(code));
  const rules = off ? `audit: { rules: { ${off.map((code) => `${code}: "off"`).join(", ")} } }\n` : "";
  const identity = more.includes("identity:")
    ? ""
    : "identity: { user_id: { format: uuid, prefix: user_ } }\n";
  const indented = events.trim().replaceAll(/^(?=.)/gmu, "  ");
  return { "tracking-plan.yaml": `plan: 1\nname: shop\n${identity}${more}${rules}events:\n${indented}\n` };
}

const AUDIT_RULES: readonly string[] = Object.keys(AUDIT_CODES);
