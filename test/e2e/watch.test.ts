/** `generate --watch` as people use it: a process of its own, on a real disk, ended by Ctrl-C. */
import { mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { runCommand } from "../support/run-command.ts";
import { startCli } from "../support/running-cli.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";

const ROOT = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
include: ["plans/**/*.yaml"]
`;

const eventFile = (name: string): string => `events:\n  ${name}: { description: It happened. }\n`;

/** Starts watching a plan of two files, and waits until it does. */
async function startWatching(
  options: readonly string[] = [],
  programs: Readonly<Record<string, string>> = {},
) {
  const cwd = makeTempFolder({
    "repository/.git/HEAD": "",
    "repository/tracking-plan.yaml": ROOT,
    "repository/plans/billing.yaml": eventFile("paid"),
    ...programs,
  });
  const repository = join(cwd, "repository");
  const imports = Object.keys(programs).map((file) => `--import=${join(cwd, file)}`);
  const cli = startCli(["generate", "--watch", ...options], repository, {
    NODE_OPTIONS: imports.join(" "),
  });
  await cli.printed("Watching 2 files. Press Ctrl-C to stop.\n");
  const path = (file: string): string => join(repository, file);
  return {
    cli,
    path,
    write: (file: string, text: string) => writeFiles(repository, { [file]: text }),
    events: () =>
      (
        JSON.parse(readFileSync(path("generated/plan.json"), "utf8")) as {
          plan: { events: { name: string }[] };
        }
      ).plan.events.map(({ name }) => name),
    repository,
  };
}

describe("generate --watch", () => {
  it("writes at each change, one line a change, and ends with Ctrl-C", async () => {
    const { cli, write, events } = await startWatching();
    expect(events()).toStrictEqual(["paid"]);
    write("plans/billing.yaml", eventFile("refunded"));
    expect(await cli.printed("\n")).toMatch(
      /^From tracking-plan\.yaml into generated\/: 1 event\. \d+ files written, 1 removed, \d+ unchanged\n$|^From tracking-plan\.yaml into generated\/: 1 event\. \d+ files written, \d+ unchanged\n$/u,
    );
    expect(events()).toStrictEqual(["refunded"]);
    expect(await cli.interrupt()).toBe(0);
    expect({ stdout: cli.rest(), stderr: cli.rest("stderr") }).toStrictEqual({ stdout: "", stderr: "" });
  });

  it("sees where events are sent from, once that is recorded", async () => {
    const { cli, write, path } = await startWatching();
    write(
      "tracking-plan.sources.json",
      '{ "version": 1, "events": { "paid": { "src/pay.ts#pay": "server" } }, "files": {} }',
    );
    await cli.printed("1 file written");
    expect(readFileSync(path("generated/docs/other.md"), "utf8")).toContain("`pay` in `src/pay.ts`");
    write("tracking-plan.sources.json", "{}");
    await cli.printed("record-invalid");
    expect(await cli.interrupt()).toBe(0);
  });

  it("sees a package that is installed, changed, updated and removed", async () => {
    const { cli, write, events, path } = await startWatching();
    const installed = "node_modules/@acme/plan";
    write("tracking-plan.yaml", `${ROOT.trimEnd().slice(0, -1)}, "package:@acme/plan/more.yaml"]\n`);
    await cli.printed("The package `@acme/plan` is not installed.");
    write(`${installed}/more.yaml`, eventFile("opened"));
    write(`${installed}/package.json`, '{ "version": "1.0.0" }');
    await cli.printed("2 events");
    expect(events()).toStrictEqual(["opened", "paid"]);
    write(`${installed}/more.yaml`, `${eventFile("opened")}  closed: { description: It happened. }\n`);
    await cli.printed("3 events");
    write(`${installed}/package.json`, '{ "version": "1.0.1" }');
    await cli.printed("3 events");
    expect(readFileSync(path("generated/plan.json"), "utf8")).toContain("1.0.1");
    rmSync(path("node_modules"), { recursive: true });
    await cli.printed("The package `@acme/plan` is not installed.");
    expect(await cli.interrupt()).toBe(0);
  });

  it("sees new files and folders, removed ones, and the plan file itself", async () => {
    const { cli, write, events, path } = await startWatching();
    write("plans/teams/growth/signup.yaml", eventFile("signed_up"));
    await cli.printed("2 events");
    write("plans/teams/growth/invites.yaml", eventFile("invited"));
    await cli.printed("3 events");
    unlinkSync(path("plans/billing.yaml"));
    await cli.printed("2 events");
    write("tracking-plan.yaml", `${ROOT}events:\n  opened: { description: Opened. }\n`);
    await cli.printed("3 events");
    expect(events()).toStrictEqual(["invited", "opened", "signed_up"]);
    rmSync(path("plans/teams"), { recursive: true });
    write("plans/teams/other.yaml", eventFile("skipped"));
    await cli.printed("2 events");
    write("plans/teams/other.yaml", eventFile("came_back"));
    await cli.printed("2 events");
    expect(events()).toStrictEqual(["came_back", "opened"]);
    expect(await cli.interrupt()).toBe(0);
  });

  it("sees what editors do that save by another name, and git that replaces folders", async () => {
    const { cli, path, write, events } = await startWatching();
    write("plans/.billing.yaml.swp", "a lock, which is no file of the plan");
    writeFileSync(path("plans/billing.yaml~"), eventFile("saved"));
    renameSync(path("plans/billing.yaml~"), path("plans/billing.yaml"));
    await cli.printed("1 event");
    expect(events()).toStrictEqual(["saved"]);
    renameSync(path("plans"), path("old-plans"));
    mkdirSync(path("new-plans"));
    write("new-plans/billing.yaml", eventFile("replaced"));
    renameSync(path("new-plans"), path("plans"));
    await cli.printed("1 event.");
    write("plans/billing.yaml", eventFile("again"));
    await cli.printed("1 event.");
    expect(events()).toStrictEqual(["again"]);
  });

  it("shows what is wrong, keeps what was written, and goes on when it is right again", async () => {
    const { cli, write, events } = await startWatching();
    write("plans/billing.yaml", "events:\n  paid: { descripton: It happened. }\n");
    expect(await cli.printed("1 error\n")).toContain("plans/billing.yaml:2:11  error  unknown-key");
    write("plans/billing.yaml", "events: {");
    await cli.printed("1 error\n");
    expect(events()).toStrictEqual(["paid"]);
    write("plans/billing.yaml", eventFile("paid_again"));
    expect(await cli.printed("unchanged\n")).toMatch(/^From tracking-plan\.yaml/u);
    expect(events()).toStrictEqual(["paid_again"]);
  });

  it("takes no file for empty that a program empties before it writes it", async () => {
    const { cli, path, write, events } = await startWatching();
    for (const name of ["paid_late", "paid_later"]) {
      const begun = performance.now();
      write("plans/billing.yaml", "");
      // Longer than a change takes to be told, and shorter than a save may take.
      await sleep(100);
      writeFileSync(path("plans/billing.yaml"), eventFile(name));
      const took = performance.now() - begun;
      const printed = await cli.printed(": 1 event.");
      // On a busy machine it may have been longer than a save may take.
      expect(took < 250 && printed.includes(": 0 events.")).toBe(false);
      await cli.printed("\n");
      expect(events()).toStrictEqual([name]);
    }
    write("plans/billing.yaml", "");
    expect(await cli.printed("\n")).toContain(": 0 events.");
    expect(await cli.interrupt()).toBe(0);
  });

  it("says that the plan file is gone, and goes on when it is back", async () => {
    const { cli, path, write } = await startWatching();
    renameSync(path("tracking-plan.yaml"), path("elsewhere.yaml"));
    await cli.printed("Cannot read tracking-plan.yaml: no such file or directory.", "stderr");
    renameSync(path("elsewhere.yaml"), path("tracking-plan.yaml"));
    await cli.printed("0 files written");
    write("plans/billing.yaml", eventFile("meanwhile"));
    await cli.printed("1 event.");
    expect(await cli.interrupt()).toBe(0);
  });

  it("says nothing of a save that changes nothing, nor of what is not the plan's", async () => {
    const { cli, write, path } = await startWatching();
    write("plans/billing.yaml", eventFile("paid"));
    write("README.md", "# Shop");
    write("plans/notes.txt", "Notes.");
    rmSync(path("generated"), { recursive: true });
    write("plans/billing.yaml", eventFile("next"));
    expect(await cli.printed("\n")).toContain("1 event.");
    expect(await cli.interrupt()).toBe(0);
    expect(cli.rest()).toBe("");
  });

  it("sees changes that the system does not tell, when it polls", async () => {
    const { cli, path, write, events } = await startWatching(["--poll"], {
      "deaf.mjs": `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
fs.watch = () => { throw new Error("Nobody is told of changes here."); };
syncBuiltinESMExports();
`,
    });
    write("plans/billing.yaml", eventFile("refunded"));
    await cli.printed("unchanged\n");
    expect(events()).toStrictEqual(["refunded"]);
    write("plans/teams/growth.yaml", eventFile("signed_up"));
    await cli.printed("unchanged\n");
    expect(events()).toStrictEqual(["refunded", "signed_up"]);
    renameSync(path("tracking-plan.yaml"), path("elsewhere.yaml"));
    await cli.printed("Cannot read tracking-plan.yaml: no such file or directory.", "stderr");
    renameSync(path("elsewhere.yaml"), path("tracking-plan.yaml"));
    unlinkSync(path("plans/billing.yaml"));
    await cli.printed("unchanged\n");
    expect(events()).toStrictEqual(["signed_up"]);
    expect(await cli.interrupt()).toBe(0);
    expect(cli.rest()).toBe("");
  });

  it("polls only while it watches", async () => {
    const { code, stderr } = await runCommand(["generate", "--poll"], { cwd: makeTempFolder() });
    expect({ code, stderr }).toStrictEqual({
      code: 2,
      stderr: "tracking-plan: `--poll` only works with `--watch`.\nhint: Add `--watch`.\n",
    });
  });

  it("ends with 2 when there is no plan at the start", async () => {
    const { code, stderr } = await runCommand(["generate", "--watch"], { cwd: makeTempFolder() });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is no tracking-plan.yaml") as string,
    });
  });
});
