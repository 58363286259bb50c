/** The line that tells what is being done, at a real terminal: while somebody waits, and not in what stays. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { largePlan } from "../../scripts/bench/large-plan.ts";
import { openTerminal, SKIPPED } from "../support/pseudo-terminal.ts";
import { runCommand } from "../support/run-command.ts";
import { screenOf } from "../support/screen.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

interface PatientHost {
  readonly url: string;
  /** Resolves with the first request. */
  readonly asked: Promise<unknown>;
  readonly answer: () => void;
}

/** A host that answers when it is told to. */
async function patientHost(): Promise<PatientHost> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => void waiting.push(response)).listen(0, "127.0.0.1");
  const asked = once(server, "request");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: () => waiting.splice(0).forEach((response) => response.writeHead(400).end()),
  };
}

/** Makes each look at the clock find a second more: any plan takes longer than somebody waits in silence. */
const SLOW_CLOCK = `data:text/javascript,${encodeURIComponent(`
const now = performance.now.bind(performance);
let looks = 0;
performance.now = () => now() + 1_000 * looks++;
`)}`;

describe.skipIf(SKIPPED !== "")(`at a terminal${SKIPPED}`, () => {
  test("a plan that takes its time tells what is made of it, and leaves the result alone", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", ...largePlan({ events: 40, files: 2 }) });
    const env = { NODE_OPTIONS: `--import ${SLOW_CLOCK}` };
    const { code, shown, raw } = await openTerminal(["generate"], { cwd, env, columns: 30 }).end();
    expect(code).toBe(0);
    for (const phase of ["Generating docs…", "Comparing 18 files…", "Writing 18 files…"]) {
      expect(shown).toContain(phase);
    }
    expect(await screenOf(raw, { columns: 30 })).toBe(`From tracking-plan.yaml into
generated/: 40 events.
18 files written, 0 unchanged
`);
    expect(await runCommand(["generate"], { cwd })).toEqual({
      code: 0,
      stdout: `From tracking-plan.yaml into generated/: 40 events.\n0 files written, 18 unchanged\n`,
      stderr: "",
    });
  });

  test("a host that takes its time is waited for aloud, and what is told then is the same", async () => {
    const host = await patientHost();
    const cwd = makeTempFolder();
    const env = { POSTHOG_HOST: host.url, POSTHOG_API_KEY: "phc_Zq7WvN3kTr9XbY2mLs8HdJ4pGf6Ce1Ua" };
    const slow = openTerminal(["doctor"], { cwd, env });
    await slow.see("Waiting for the host to answer…");
    host.answer();
    const { raw } = await slow.end();
    expect(await screenOf(raw)).toContain(`\n✓ network  ${host.url} answers.\n`);
    expect(await screenOf(raw)).not.toContain("Waiting");
  });

  test("what is looked at by nobody tells nothing: with CI set", async () => {
    const host = await patientHost();
    const ci = openTerminal(["doctor"], {
      cwd: makeTempFolder(),
      env: { POSTHOG_HOST: host.url, CI: "true", NO_COLOR: "1" },
    });
    await host.asked;
    // Longer than it takes until something is told at a terminal.
    await sleep(1_500);
    host.answer();
    const { raw } = await ci.end();
    expect(raw).not.toContain("\u001b");
  });
});
