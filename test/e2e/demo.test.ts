import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROOT, runProgram } from "../support/command-line.ts";
import { listenAsPage } from "../support/live-page.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

/** The cells of each line of the table that has an event. */
function rowsOf(stdout: string): readonly (readonly string[])[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) => line.split("│").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const ID = "user_5b0e7c1e-9…";
const GROUP = "organization org_456";

/** What `npm start` runs: npm itself ends by a signal, whatever its program says. */
const DEMO = ["--import=tsx", "--conditions=@tracking-plan/source", "scripts/demo/main.ts"];

describe("npm start", () => {
  it("sends one event of each kind and shows what arrived, whatever the environment says", async () => {
    const { code, stdout, stderr } = await runProgram(["npm", "start", "--silent"], {
      cwd: ROOT,
      env: {
        POSTHOG_API_KEY: "phc_of_a_real_project",
        POSTHOG_HOST: "http://127.0.0.1:9",
        POSTHOG_DISABLED: "1",
        POSTHOG_DEBUG: "1",
        POSTHOG_CAPTURE_MODE: "v1",
        NPM_CONFIG_LOGLEVEL: "silent",
      },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(rowsOf(stdout)).toEqual([
      ["event", "person", "groups", "outcome"],
      ["checkout_completed", ID, GROUP, "accepted"],
      ["subscription_created", ID, GROUP, "accepted"],
      ["$groupidentify", ID, GROUP, "accepted"],
      ["subscription_updated", ID, GROUP, "accepted"],
      ["$groupidentify", ID, GROUP, "accepted"],
      ["subscription_canceled", ID, GROUP, "accepted"],
      ["payment_succeeded", ID, GROUP, "accepted"],
      ["payment_failed", ID, GROUP, "accepted"],
      ["subscription_payment", ID, "", "accepted"],
      ["workflow_started", ID, GROUP, "accepted"],
      ["workflow_completed", ID, GROUP, "accepted"],
      ["workflow_failed", ID, GROUP, "accepted"],
      ["user_created", ID, GROUP, "accepted"],
      ["user_signed_in", ID, "", "accepted"],
      ["feature_used", ID, "", "accepted"],
      ["$set", ID, "", "accepted"],
      ["$groupidentify", ID, GROUP, "accepted"],
      ["subscription_payment", ID, "", "accepted"],
      ["checkout_completed", ID, "", "a repeat"],
      ["checkout_completed", "ada@example.com", "", "refused:"],
      ["", "", "", "invalid"],
      ["", "", "", "user id"],
    ]);
    expect(stdout).toMatch(/(?:^|\n)From tracking-plan\.yaml into generated\/: 13 events\.\n/u);
    expect(stdout.replaceAll(/\n +/gu, " ")).toContain(
      "invalid_user_id: the user id was not accepted: email.",
    );
    expect(stdout).toContain(
      [
        "  payment_succeeded was tracked, and kill -9 ended the process: 0 arrived",
        "  after a restart: payment_succeeded arrived",
      ].join("\n"),
    );
    expect(stdout).toMatch(
      /\n18 messages arrived, 1 repeat and 1 refused call sent nothing: all as planned\.\n$/u,
    );
    expect(stdout).not.toContain("\u001b");
    const afterDiagnostics = stdout.slice(stdout.indexOf("From tracking-plan.yaml"));
    expect(afterDiagnostics.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("with --open, opens the page that shows what arrived, and serves it until Ctrl-C", async () => {
    const folder = makeTempFolder();
    for (const name of ["open", "xdg-open"]) {
      writeFileSync(join(folder, name), `#!/bin/sh\necho "$1" > "${folder}/opened.txt"\n`, { mode: 0o755 });
    }
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn(process.execPath, [...DEMO, "--open"], {
      cwd: ROOT,
      env: { HOME, PATH: `${folder}:${PATH}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = once(child, "close");
    let stdout = "";
    for await (const chunk of child.stdout) {
      stdout += String(chunk);
      if (stdout.includes("until Ctrl-C.\n")) break;
    }
    expect(stdout).not.toContain("Not as planned");
    const address =
      /\nThe page is at (?<address>\S+) until Ctrl-C\.\n/u.exec(stdout)?.groups?.["address"] ?? "";
    await expect.poll(() => existsSync(join(folder, "opened.txt"))).toBe(true);
    expect(readFileSync(join(folder, "opened.txt"), "utf8")).toBe(`${address}\n`);
    expect(await (await fetch(address)).text()).toContain("<title>Inspector · tracking-plan</title>");
    const page = await listenAsPage({ address });
    await page.until((messages) => messages.flat().length >= 18 + 2);
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });
});
