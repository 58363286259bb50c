import { describe, expect, it } from "vitest";
import { ROOT, runProgram } from "../support/command-line.ts";

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
});
