/** Several runs of `generate` in one folder at the same time, as of a watcher, a git hook and an editor. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/command-line.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const ROUNDS = 8;
const RUNS = 4;

/** Every file differs in every round, and a page of the round before is left over. */
const planOf = (round: number): string => `plan: 1
name: shop${round}
identity: { user_id: { format: uuid, prefix: u${round}_ } }
events:
${[1, 2, 3, 4, 5, 6].map((n) => `  paid_${n}: { description: Payment ${round}., category: c${n}_${round}, source: both, owner_side: server, idempotency: { key: caller } }`).join("\n")}
`;

describe("generate", () => {
  it("may run several times at once, beside check", { timeout: 120_000 }, async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "" });
    for (let round = 0; round < ROUNDS; round++) {
      writeFileSync(join(cwd, "tracking-plan.yaml"), planOf(round));
      const [checked, ...generated] = await Promise.all([
        runCli(["check"], { cwd }),
        ...Array.from({ length: RUNS }, () => runCli(["generate"], { cwd })),
      ]);
      expect(generated.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
        Array.from({ length: RUNS }, () => ({ code: 0, stderr: "" })),
      );
      expect(checked?.stderr).toBe("");
      expect(checked?.stdout).not.toContain(".tmp");
      expect(await runCli(["check"], { cwd })).toMatchObject({ code: 0 });
      const names = readdirSync(join(cwd, "generated"), { recursive: true, encoding: "utf8" });
      expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    }
  });
});
