import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { cpuSecondsOf } from "../child.ts";
import { inTurn } from "../figures.ts";
import { forget, writePlan } from "../project.ts";

const PAIRS = 11;

/** What a start costs, beside one of Node that does nothing. */
export async function measureStart({ project, plan, report }: Bench): Promise<void> {
  const small = writePlan(project, { events: 11, files: 1 });
  const bare = (): number => cpuSecondsOf(["-e", "0"], { cwd: small.folder });
  const command = (name: string, { folder: cwd } = small): number =>
    cpuSecondsOf([project.main, name], { cwd });
  const generate = (): number => {
    forget(project);
    rmSync(small.generated, { recursive: true });
    return command("generate");
  };
  const check = (): number => {
    forget(project);
    return command("check");
  };
  report("generateSmall", await inTurn(PAIRS, generate, bare));
  report("checkSmall", await inTurn(PAIRS, check, bare));
  command("check", plan);
  report("checkUnchanged", await inTurn(PAIRS, () => command("check", plan), bare));
  report("help", await inTurn(PAIRS, () => command("--help"), bare));
  const program = join(project.folder, "import-runtime.mjs");
  writeFileSync(program, 'import "tracking-plan/runtime";\n');
  report("importRuntime", await inTurn(PAIRS, () => cpuSecondsOf([program], { cwd: project.folder }), bare));
}
