/** What people see of each command, at terminals of several widths. Diagnostics and changes: test/e2e/terminal.test.ts. */
import stringWidth from "string-width";
import { describe, expect, it, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { CATALOGUE } from "../../../src/diagnostics/catalogue.ts";
import { RULES } from "../../../src/rules/rules.ts";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_paid:
    description: An order was paid.
    owner: shop
    category: shop
    trigger: The order is paid.
    revenue: { amount: amount_usd, currency: USD }
    properties:
      amount_usd: { type: number, min: 0, unit: USD, example: 50, description: What it cost. }
`;

const PROJECT = { ".git/HEAD": "", "package.json": '{ "name": "shop" }' };

/** What a command shows, at a terminal of so many columns or, without them, in a pipe. */
async function show(
  argv: readonly string[],
  columns: number | undefined,
  { cwd = makeTempFolder({ ...PROJECT, "tracking-plan.yaml": PLAN }) }: { readonly cwd?: string } = {},
): Promise<string> {
  const isTTY = columns !== undefined;
  const env = { NO_COLOR: "1" };
  const io = captureIo({ cwd, env, isTTY, ...(isTTY && { columns }) });
  await run(argv, "1.2.3", io);
  return io.printed.stdout + io.printed.stderr;
}

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => stringWidth(line)));

const EMPTY = (): { readonly cwd: string } => ({ cwd: makeTempFolder(PROJECT) });

const ADD = ["add", "event", "subscription_renewal_failed", "--description", "A renewal was not paid."];

describe("generate", () => {
  const argv = ["generate", "--out", "packages/backend/src/analytics"];
  it("at 60 columns", async () => {
    expect(await show(argv, 60)).toMatchInlineSnapshot(`
      "From tracking-plan.yaml into
      packages/backend/src/analytics/: 1 event.
      12 files written, 0 unchanged
      "
    `);
  });
  it("at 80 columns, as in a pipe", async () => {
    const text = await show(argv, 80);
    expect(text).toMatchInlineSnapshot(`
      "From tracking-plan.yaml into packages/backend/src/analytics/: 1 event.
      12 files written, 0 unchanged
      "
    `);
    expect(await show(argv, 200)).toBe(text);
    expect(await show(argv, undefined)).toBe(text);
  });
});

test.each(["generate", "check"])(
  "%s shows the first of many errors, and all of them with --all",
  async (command) => {
    const wrong = Array.from({ length: 300 }, (_, index) => `  e${index}: { wrong_${index}: x }\n`);
    const plan = `plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\nevents:\n${wrong.join("")}`;
    const cwd = makeTempFolder({ ...PROJECT, "tracking-plan.yaml": plan });
    const brief = await show([command], 80, { cwd });
    expect(brief.split("\n").length).toBeLessThanOrEqual(102);
    expect(brief).toMatch(/\d+ more findings are not shown: `--all` prints everything\.\n/u);
    expect(brief).toContain("300 errors");
    const whole = await show([command, "--all"], 80, { cwd });
    expect(whole.match(/Unknown key/gu)).toHaveLength(300);
  },
);

describe("init", () => {
  it("at 60 columns", async () => {
    expect(await show(["init", "--yes"], 60, EMPTY())).toMatchInlineSnapshot(`
      "created  tracking-plan.yaml: ids like
               user_3f2504e0-4f89-41d3-9a0c-0305e82c3301 and two
               sample events
      changed  package.json: the scripts tracking:generate and
               tracking:check
      created  .github/workflows/tracking-plan.yml: runs the check
               on every pull request
      created  .gitattributes: GitHub collapses generated files

      Next:
        npm install tracking-plan posthog-node zod
        npx tracking-plan generate
      "
    `);
  });
  it("at 80 columns", async () => {
    expect(await show(["init", "--yes"], 80, EMPTY())).toMatchInlineSnapshot(`
      "created  tracking-plan.yaml: ids like user_3f2504e0-4f89-41d3-9a0c-0305e82c3301
               and two sample events
      changed  package.json: the scripts tracking:generate and tracking:check
      created  .github/workflows/tracking-plan.yml: runs the check on every pull
               request
      created  .gitattributes: GitHub collapses generated files

      Next:
        npm install tracking-plan posthog-node zod
        npx tracking-plan generate
      "
    `);
  });
  it("at 200 columns, of which it takes as many as are read at ease, and in a pipe, where no line is broken", async () => {
    const text = await show(["init", "--yes"], 200, EMPTY());
    expect(text).toMatchInlineSnapshot(`
      "created  tracking-plan.yaml: ids like user_3f2504e0-4f89-41d3-9a0c-0305e82c3301 and two sample
               events
      changed  package.json: the scripts tracking:generate and tracking:check
      created  .github/workflows/tracking-plan.yml: runs the check on every pull request
      created  .gitattributes: GitHub collapses generated files

      Next:
        npm install tracking-plan posthog-node zod
        npx tracking-plan generate
      "
    `);
    expect(await show(["init", "--yes"], undefined, EMPTY())).toBe(
      text.replace("\n         events", " events"),
    );
  });
});

it("leaves whole what is to be copied", async () => {
  const text = await show(["init", "--yes"], 30, EMPTY());
  expect(text.split("Next:\n")[1]).toBe(
    "  npm install tracking-plan posthog-node zod\n  npx tracking-plan generate\n",
  );
});

describe("add event", () => {
  it("at 60 columns", async () => {
    expect(await show(ADD, 60)).toMatchInlineSnapshot(`
      "Added \`subscription_renewal_failed\` to tracking-plan.yaml,
      line 13.
      Next: npx tracking-plan generate, then call
            trackSubscriptionRenewalFailed() in your code.
      "
    `);
  });
  it("at 80 columns", async () => {
    expect(await show(ADD, 80)).toMatchInlineSnapshot(`
      "Added \`subscription_renewal_failed\` to tracking-plan.yaml, line 13.
      Next: npx tracking-plan generate, then call trackSubscriptionRenewalFailed() in
            your code.
      "
    `);
  });
  it("at 200 columns, as in a pipe", async () => {
    const text = await show(ADD, 200);
    expect(text).toMatchInlineSnapshot(`
      "Added \`subscription_renewal_failed\` to tracking-plan.yaml, line 13.
      Next: npx tracking-plan generate, then call trackSubscriptionRenewalFailed() in your code.
      "
    `);
    expect(await show(ADD, undefined)).toBe(text);
  });
});

describe("doctor", () => {
  it("at 80 columns", async () => {
    expect(await show(["doctor", "--offline"], 80)).toMatchInlineSnapshot(`
      "✗ key           POSTHOG_API_KEY is not set: tracking is off.
                      hint: Copy the project API key from PostHog's project settings.
                            It starts with phc_.
      · host          POSTHOG_HOST is not set: events go to https://us.i.posthog.com,
                      PostHog Cloud US.
                      hint: If your project is in the EU, set it to
                            https://eu.i.posthog.com.
      ✓ switch        Tracking is not disabled.
      ✓ plan          tracking-plan.yaml is valid: 1 event.
      ✗ generated     generated/ is not up to date: 12 files.
                      hint: Run \`npx tracking-plan generate\` and commit the result.
      ✓ revenue       Revenue comes from \`order_paid\`.
                      hint: In PostHog's revenue settings, select that event, the
                            property $revenue and the currency property currency.
                            Leave “in cents” off.
      ! code          The code differs from the plan in 1 place: 1 event-not-sent.
                      hint: Run \`npx tracking-plan audit\` to see each.
      ✓ node          Node 20.20.0 is supported.
      ✗ posthog-node  posthog-node is not installed.
                      hint: Install it: \`npm install posthog-node\`.
      ✗ zod           zod is not installed.
                      hint: Install it: \`npm install zod\`.

      4 problems, 1 warning
      "
    `);
  });
  it("at 200 columns, of which it takes as many as are read at ease", async () => {
    expect(await show(["doctor", "--offline"], 200)).toMatchInlineSnapshot(`
      "✗ key           POSTHOG_API_KEY is not set: tracking is off.
                      hint: Copy the project API key from PostHog's project settings. It starts with phc_.
      · host          POSTHOG_HOST is not set: events go to https://us.i.posthog.com, PostHog Cloud US.
                      hint: If your project is in the EU, set it to https://eu.i.posthog.com.
      ✓ switch        Tracking is not disabled.
      ✓ plan          tracking-plan.yaml is valid: 1 event.
      ✗ generated     generated/ is not up to date: 12 files.
                      hint: Run \`npx tracking-plan generate\` and commit the result.
      ✓ revenue       Revenue comes from \`order_paid\`.
                      hint: In PostHog's revenue settings, select that event, the property $revenue and
                            the currency property currency. Leave “in cents” off.
      ! code          The code differs from the plan in 1 place: 1 event-not-sent.
                      hint: Run \`npx tracking-plan audit\` to see each.
      ✓ node          Node 20.20.0 is supported.
      ✗ posthog-node  posthog-node is not installed.
                      hint: Install it: \`npm install posthog-node\`.
      ✗ zod           zod is not installed.
                      hint: Install it: \`npm install zod\`.

      4 problems, 1 warning
      "
    `);
  });
});

describe("help", () => {
  it("at 60 columns", async () => {
    expect(await show(["--help"], 60)).toMatchInlineSnapshot(`
      "Turns one YAML tracking plan into typed PostHog helpers,
      validators and docs.

      Usage: tracking-plan COMMAND [options]

      Commands:
        generate                    Read the plan, check it and
                                    generate the output files.
        check                       Check the plan, and that the
                                    generated files are up to
                                    date.
        audit [PATH...]             Compare source code with the
                                    plan.
        inspect [COMMAND...]        Show the events that an
                                    application or its tests send,
                                    and how much of the plan they
                                    cover.
        init                        Create a starter plan, npm
                                    scripts and a CI workflow.
                                    Overwrites nothing.
        import FORMAT [FILE...]     Make a plan of spreadsheets
                                    and of other tools' plans.
        add event [NAME]            Add an event to the plan.
                                    Prompts for what is missing.
        doctor                      Diagnose delivery, identity
                                    and revenue problems.
        diff                        Show what changed since
                                    another version of the plan,
                                    and what breaks.
        export FORMAT               Write the events of the plan
                                    for other tools: JSON Schema,
                                    CSV or dbt.
        outbox list|retry|drop|sql  List, send again or drop the
                                    durable events of an outbox;
                                    print the SQL of PostgreSQL's
                                    table.
        relay                       Send the durable events of an
                                    outbox, until SIGTERM or
                                    Ctrl-C.
        list [WORD...]              List the events of the plan,
                                    or find some by words.
        explain [NAME]              Explain a code, a rule, a
                                    reason from the log, or an
                                    event of the plan.
        validate EVENT JSON         Compare sample properties of
                                    an event with the plan.
        mcp                         Serve the plan to coding
                                    agents over the Model Context
                                    Protocol, on stdin and stdout.

      Options:
        --plan FILE        Path of the tracking plan. Default:
                           \`tracking-plan.yaml\` here or in a
                           folder above. For \`generate\`, \`check\`,
                           \`audit\`, \`inspect\`, \`init\`, \`add\`,
                           \`doctor\`, \`diff\`, \`export\`, \`relay\`,
                           \`list\`, \`explain\`, \`validate\`, \`mcp\`.
        --out DIR          Output folder, instead of the plan's
                           \`output.dir\`. For \`generate\`, \`check\`,
                           \`init\`, \`doctor\`, \`export\`.
        --format FORMAT    Output format: text, json, github,
                           sarif, markdown, junit. Default: text.
                           For \`generate\`, \`check\`, \`audit\`,
                           \`inspect\`, \`init\`, \`import\`, \`add\`,
                           \`doctor\`, \`diff\`, \`export\`, \`outbox\`,
                           \`list\`, \`explain\`, \`validate\`.
        --strict           Warnings fail too. For \`generate\`,
                           \`check\`, \`audit\`, \`diff\`.
        --all              Print every finding and place. By
                           default at most 100 lines. For
                           \`generate\`, \`check\`, \`audit\`,
                           \`inspect\`, \`diff\`, \`outbox\`.
        --quiet            Print only what fails. For \`check\`,
                           \`audit\`.
        --update-baseline  Accept the warnings of rules that there
                           are now: write them to
                           \`tracking-plan.baseline.json\`. Then
                           only new ones are reported, and fail.
                           For \`check\`, \`audit\`.
        --yes              Do not prompt. For \`audit\`, \`init\`,
                           \`import\`, \`outbox\`.
        --port PORT        Port to listen on. Default: 8010; a
                           free one with a command. For \`inspect\`,
                           \`relay\`.
        --name NAME        Name of the product. For \`init\`,
                           \`import\`, \`relay\`.
        --id KIND          Kind of user id, such as uuid, clerk,
                           supabase, better-auth or integer. An
                           unknown name lists all. For \`init\`,
                           \`import\`.
        --dry-run          Show what would be written, and write
                           nothing. For \`import\`, \`add\`.
        --outbox FILE      Module that exports the outbox, as
                           \`outbox\` or as its default. For
                           \`outbox\`, \`relay\`.
        -h, --help         Print this help.
        --version          Print the version.

      Run \`tracking-plan COMMAND --help\` for the options of one
      command.

      Exit codes:
        0  Success.
        1  The check found problems. See the help of the command.
        2  Invalid usage, or a file that cannot be read or
           written.
      "
    `);
  });
  it("at 80 columns, which is as wide as a page gets", async () => {
    const text = await show(["--help"], 80);
    expect(text).toMatchInlineSnapshot(`
      "Turns one YAML tracking plan into typed PostHog helpers, validators and docs.

      Usage: tracking-plan COMMAND [options]

      Commands:
        generate                    Read the plan, check it and generate the output
                                    files.
        check                       Check the plan, and that the generated files are
                                    up to date.
        audit [PATH...]             Compare source code with the plan.
        inspect [COMMAND...]        Show the events that an application or its tests
                                    send, and how much of the plan they cover.
        init                        Create a starter plan, npm scripts and a CI
                                    workflow. Overwrites nothing.
        import FORMAT [FILE...]     Make a plan of spreadsheets and of other tools'
                                    plans.
        add event [NAME]            Add an event to the plan. Prompts for what is
                                    missing.
        doctor                      Diagnose delivery, identity and revenue problems.
        diff                        Show what changed since another version of the
                                    plan, and what breaks.
        export FORMAT               Write the events of the plan for other tools: JSON
                                    Schema, CSV or dbt.
        outbox list|retry|drop|sql  List, send again or drop the durable events of an
                                    outbox; print the SQL of PostgreSQL's table.
        relay                       Send the durable events of an outbox, until
                                    SIGTERM or Ctrl-C.
        list [WORD...]              List the events of the plan, or find some by
                                    words.
        explain [NAME]              Explain a code, a rule, a reason from the log, or
                                    an event of the plan.
        validate EVENT JSON         Compare sample properties of an event with the
                                    plan.
        mcp                         Serve the plan to coding agents over the Model
                                    Context Protocol, on stdin and stdout.

      Options:
        --plan FILE        Path of the tracking plan. Default: \`tracking-plan.yaml\`
                           here or in a folder above. For \`generate\`, \`check\`,
                           \`audit\`, \`inspect\`, \`init\`, \`add\`, \`doctor\`, \`diff\`,
                           \`export\`, \`relay\`, \`list\`, \`explain\`, \`validate\`, \`mcp\`.
        --out DIR          Output folder, instead of the plan's \`output.dir\`. For
                           \`generate\`, \`check\`, \`init\`, \`doctor\`, \`export\`.
        --format FORMAT    Output format: text, json, github, sarif, markdown, junit.
                           Default: text. For \`generate\`, \`check\`, \`audit\`, \`inspect\`,
                           \`init\`, \`import\`, \`add\`, \`doctor\`, \`diff\`, \`export\`,
                           \`outbox\`, \`list\`, \`explain\`, \`validate\`.
        --strict           Warnings fail too. For \`generate\`, \`check\`, \`audit\`,
                           \`diff\`.
        --all              Print every finding and place. By default at most 100
                           lines. For \`generate\`, \`check\`, \`audit\`, \`inspect\`, \`diff\`,
                           \`outbox\`.
        --quiet            Print only what fails. For \`check\`, \`audit\`.
        --update-baseline  Accept the warnings of rules that there are now: write them
                           to \`tracking-plan.baseline.json\`. Then only new ones are
                           reported, and fail. For \`check\`, \`audit\`.
        --yes              Do not prompt. For \`audit\`, \`init\`, \`import\`, \`outbox\`.
        --port PORT        Port to listen on. Default: 8010; a free one with a
                           command. For \`inspect\`, \`relay\`.
        --name NAME        Name of the product. For \`init\`, \`import\`, \`relay\`.
        --id KIND          Kind of user id, such as uuid, clerk, supabase, better-auth
                           or integer. An unknown name lists all. For \`init\`,
                           \`import\`.
        --dry-run          Show what would be written, and write nothing. For
                           \`import\`, \`add\`.
        --outbox FILE      Module that exports the outbox, as \`outbox\` or as its
                           default. For \`outbox\`, \`relay\`.
        -h, --help         Print this help.
        --version          Print the version.

      Run \`tracking-plan COMMAND --help\` for the options of one command.

      Exit codes:
        0  Success.
        1  The check found problems. See the help of the command.
        2  Invalid usage, or a file that cannot be read or written.
      "
    `);
    expect(await show(["--help"], 200)).toBe(text);
    expect(await show(["--help"], undefined)).toBe(text);
  });
});

describe("explain", () => {
  it("at 60 columns", async () => {
    expect(await show(["explain", "missing-owner"], 60)).toMatchInlineSnapshot(`
      "missing-owner
        a rule, by default a warning: \`check\` fails with
        \`--strict\`

      Rule
        Every event has an owner.

      Why
        Nobody fixes an event that nobody owns. When its count
        drops, the first hour is spent finding out whom to ask.

      Bad
        events:
          order_completed: { description: A customer paid for an order., owner: checkout }
          order_returned: { description: A customer sent an order back. }

      Good
        events:
          order_completed: { description: A customer paid for an order., owner: checkout }
          order_returned: { description: A customer sent an order back., owner: logistics }

      Notes
        If no event has an owner it is reported once.

      Where to set it
        Severity and options: \`lint.rules.missing-owner\` in the
        plan. Exceptions: \`lint.ignore.missing-owner: REASON\` on
        an event, a group or a property.
      "
    `);
  });
  it("at 80 columns, which is as wide as a page gets", async () => {
    const text = await show(["explain", "missing-owner"], 80);
    expect(text).toMatchInlineSnapshot(`
      "missing-owner
        a rule, by default a warning: \`check\` fails with \`--strict\`

      Rule
        Every event has an owner.

      Why
        Nobody fixes an event that nobody owns. When its count drops, the first hour
        is spent finding out whom to ask.

      Bad
        events:
          order_completed: { description: A customer paid for an order., owner: checkout }
          order_returned: { description: A customer sent an order back. }

      Good
        events:
          order_completed: { description: A customer paid for an order., owner: checkout }
          order_returned: { description: A customer sent an order back., owner: logistics }

      Notes
        If no event has an owner it is reported once.

      Where to set it
        Severity and options: \`lint.rules.missing-owner\` in the plan. Exceptions:
        \`lint.ignore.missing-owner: REASON\` on an event, a group or a property.
      "
    `);
    expect(await show(["explain", "missing-owner"], 200)).toBe(text);
    expect(await show(["explain", "missing-owner"], undefined)).toBe(text);
  });
});

describe("a failure", () => {
  it("at 40 columns and in a pipe", async () => {
    expect(await show(["check", "--plan", "plans/shop.yaml"], 40)).toBe(`tracking-plan: Cannot read
               plans/shop.yaml: no such
               file or directory.
hint: Correct the path, or create a plan
      with \`npx tracking-plan init\`.
`);
    expect(await show(["check", "--plan", "plans/shop.yaml"], undefined)).toBe(
      "tracking-plan: Cannot read plans/shop.yaml: no such file or directory.\nhint: Correct the path, or create a plan with `npx tracking-plan init`.\n",
    );
  });
});

describe.each([60, 80, 200])("nothing is wider than %i columns:", (columns) => {
  it.each(Object.keys(COMMANDS))("the help of %s", async (command) => {
    expect(widest(await show([command, "--help"], columns))).toBeLessThanOrEqual(columns);
  });

  it("the list of all codes", async () => {
    expect(widest(await show(["explain"], columns))).toBeLessThanOrEqual(Math.min(columns, 80));
  });

  it("the page of a code, but for the code that it shows", async () => {
    for (const name of [...Object.keys(CATALOGUE), ...RULES.map((rule) => rule.name)]) {
      const text = await show(["explain", name], columns);
      const prose = text.replaceAll(/^(?:Bad|Good)\n(?: .*\n|\n(?= ))*/gmu, "");
      expect(widest(prose)).toBeLessThanOrEqual(columns);
    }
  });
});
