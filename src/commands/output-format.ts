import * as z from "zod";
import { LOSS_KINDS, type LossKind } from "../exchange/losses.ts";

/**
 * What each command prints with `--format json`: the published schema is generated from it, and the tests fail for a key
 * that is missing here.
 *
 * `version` increases when a key changes its meaning or is removed; new keys may appear at any time.
 */

const place = z
  .object({
    file: z.string().meta({ description: "Relative to the working directory, with `/`." }),
    line: z.int().min(1).meta({ description: "Counts from 1." }),
    column: z.int().min(1).meta({ description: "Counts from 1, in UTF-16 code units." }),
    length: z.int().min(1).meta({ description: "Length in UTF-16 code units, within the line." }),
  })
  .meta({ id: "place", description: "A place in a file." });

const diagnostic = z
  .object({
    code: z.string().meta({
      description: "A diagnostic code or the name of a rule, which `tracking-plan explain` explains.",
    }),
    severity: z.enum(["error", "warning", "info"]),
    message: z.string().meta({ description: "The problem, in one sentence." }),
    names: z.array(z.string()).optional().meta({ description: "Of a rule: the names that it is about." }),
    hint: z.string().optional().meta({ description: "The fix, in one sentence." }),
    place: place.optional(),
    related: z
      .array(z.object({ message: z.string(), place }))
      .optional()
      .meta({ description: "Related places." }),
    difference: z
      .object({ found: z.array(z.string()), expected: z.array(z.string()) })
      .optional()
      .meta({
        description: "The first lines of a file that differ: those found and those expected.",
      }),
  })
  .meta({ id: "diagnostic", description: "A problem of a plan or of generated files." });

const effect = z.object({
  audience: z.enum(["code", "data", "id"]),
  level: z.enum(["breaking", "risky", "safe"]),
  sentence: z.string(),
});

const change = z
  .object({
    id: z.string().meta({
      description: "The value that `--allow` accepts.",
      examples: ["event-removed:checkout_completed"],
    }),
    kind: z.string(),
    subject: z.string().meta({ description: "What changed.", examples: ["checkout_completed.tier"] }),
    level: z.enum(["breaking", "risky", "safe"]),
    message: z.string(),
    effects: z.array(effect).meta({ description: "Who is affected, and how." }),
    place: place.meta({ description: "In the new plan." }),
    fails: z.boolean().meta({ description: "Whether it fails the command." }),
    experimental: z
      .literal(true)
      .optional()
      .meta({ description: "It is only safe because what it affects is experimental." }),
    users: z
      .array(z.string())
      .optional()
      .meta({ description: "The properties that use the shared property that changed." }),
    renamed: z.object({ from: z.string(), to: z.string() }).optional(),
    looksLike: z.string().optional().meta({ description: "What it was possibly renamed to." }),
    hint: z.string().optional(),
    allowed: z.string().optional().meta({ description: "The reason for which it was allowed." }),
  })
  .meta({ id: "change", description: "One change between two plans." });

const logEntry = z
  .object({
    commit: z.string().meta({ description: "Shortened." }),
    day: z.string().meta({ description: "Of the commit, in UTC." }),
    author: z.string(),
    title: z.string().meta({ description: "The first line of the commit's message." }),
    kind: z.enum(["created", "changed", "removed", "skipped"]),
    events: z.int().optional().meta({ description: "How many events a new plan has." }),
    reason: z.string().optional().meta({ description: "Why the plan of the commit cannot be read." }),
    changes: z
      .array(change.pick({ id: true, kind: true, subject: true, level: true, message: true }))
      .optional(),
    uncompared: z.array(z.string()).optional().meta({ description: "Events with errors." }),
  })
  .meta({ id: "logEntry", description: "What one commit changed in the plan." });

const share = z.object({ seen: z.int(), of: z.int() });
const namedShare = share.extend({ name: z.string() });

const loss = z
  .object({
    kind: z.enum(LOSS_KINDS),
    of: z.string().meta({ description: "The name of what it is about.", examples: ["order_paid.amount"] }),
    what: z.string().meta({ description: "The part of it.", examples: ["pattern"] }),
    message: z.string(),
    place: place.meta({ description: "In the source." }),
    option: z.string().optional().meta({ description: "The option that would keep more." }),
  })
  .meta({
    id: "loss",
    description: "What the target of an import or export does not hold as the source does.",
  });

/** What is lost between a plan and another format. */
const losses = {
  lossCounts: z
    .object(Object.fromEntries(LOSS_KINDS.map((kind) => [kind, z.int()])) as Record<LossKind, z.ZodInt>)
    .optional()
    .meta({ description: "The number of losses per kind; absent, like the losses, if nothing was written." }),
  losses: z.array(loss).optional(),
};

const files = z.array(z.string()).meta({ description: "Relative to the working directory, with `/`." });

/** What every document has in common, and what a command adds. */
function documentOf<const Command extends string, Result extends z.ZodRawShape>(
  command: Command,
  result: Result,
) {
  return z.object({
    version: z.literal(1),
    command: z.literal(command),
    ok: z.boolean().meta({ description: "Whether the exit code is 0." }),
    counts: z
      .object({ errors: z.int(), warnings: z.int(), infos: z.int() })
      .meta({ description: "The number of diagnostics per severity." }),
    diagnostics: z.array(diagnostic),
    ...result,
  });
}

/** The document of each command that has `--format json`. */
export const OUTPUT_FORMATS = {
  generate: documentOf("generate", {
    files: z
      .object({ written: files, removed: files, unchanged: files })
      .nullable()
      .meta({ description: "The output files; null if nothing was written." }),
  }),
  check: documentOf("check", {
    baseline: z
      .object({
        file: z.string().meta({ description: "Relative to the working directory, with `/`." }),
        accepted: z.int().meta({ description: "How many findings it accepts, which are not reported." }),
        written: z.boolean().meta({ description: "Whether this run wrote it." }),
      })
      .nullable()
      .meta({ description: "The baseline beside the plan; null if there is no such file." }),
  }),
  audit: documentOf("audit", {
    files: z
      .int()
      .optional()
      .meta({ description: "Source files; absent, like `analysed`, if the plan has errors." }),
    analysed: z.int().optional().meta({ description: "Those of them that the compiler read." }),
    record: z
      .object({
        file: z.string().meta({ description: "Relative to the working directory, with `/`." }),
        changed: z.boolean().meta({ description: "Whether this run changed it." }),
      })
      .nullable()
      .optional()
      .meta({ description: "With `--record`: what was written; otherwise null." }),
  }),
  inspect: documentOf("inspect", {
    arrived: z
      .int()
      .optional()
      .meta({ description: "Events; absent, like `coverage`, if the plan has errors." }),
    coverage: z
      .object({
        total: share,
        bySide: z.array(namedShare),
        byCategory: z.array(namedShare),
        byOwner: z.array(namedShare),
        events: z.array(
          z.object({
            name: z.string(),
            count: z.int(),
            sides: z.object({ server: z.int().optional(), client: z.int().optional() }),
            unseenProperties: z.array(z.string()),
            unseenValues: z.array(
              z.object({
                property: z.string(),
                values: z.array(z.union([z.string(), z.number(), z.boolean()])),
              }),
            ),
          }),
        ),
      })
      .optional()
      .meta({ description: "How much of the live events arrived." }),
  }),
  init: documentOf("init", {
    files: z.array(
      z.object({ file: z.string(), did: z.enum(["created", "changed", "skipped"]), detail: z.string() }),
    ),
    next: z.array(z.string()).meta({ description: "Commands to run next." }),
  }),
  import: documentOf("import", {
    files: z
      .array(z.object({ file: z.string(), did: z.enum(["created", "changed"]), detail: z.string() }))
      .meta({ description: "The plan and its baseline; empty if there is nothing to write." }),
    written: z.boolean().meta({ description: "Whether they were written: not with `--dry-run`." }),
    assumed: z.array(z.string()).meta({ description: "How the files were read, as far as it was guessed." }),
    open: z.array(z.string()).meta({ description: "What people have to decide." }),
    next: z.array(z.string()).meta({ description: "Commands to run next." }),
    ...losses,
  }),
  add: documentOf("add", {
    event: z
      .object({ name: z.string(), file: z.string(), line: z.int().min(1), helper: z.string() })
      .nullable()
      .meta({ description: "The event that was added; null if none was." }),
  }),
  doctor: documentOf("doctor", {
    checks: z.array(
      z.object({
        check: z.string(),
        state: z.enum(["ok", "note", "warning", "error"]),
        message: z.string(),
        hint: z.string().optional(),
      }),
    ),
  }),
  diff: documentOf("diff", {
    against: z.string().optional().meta({ description: "Absent, like the others, if the plan has errors." }),
    uncompared: z
      .array(z.string())
      .optional()
      .meta({ description: "Events of the old plan that have errors by the rules of this version." }),
    changeCounts: z.object({ breaking: z.int(), risky: z.int(), safe: z.int() }).optional(),
    changes: z.array(change).optional(),
    since: z.string().optional().meta({ description: "With `--log`: where it begins." }),
    isShallow: z
      .boolean()
      .optional()
      .meta({ description: "With `--log`: whether older commits are missing in the clone." }),
    log: z.array(logEntry).optional().meta({ description: "With `--log`: the newest commit first." }),
  }),
  export: documentOf("export", {
    files: z
      .object({ written: files, removed: files, unchanged: files })
      .nullable()
      .meta({ description: "The exported files; null if nothing was written." }),
    ...losses,
  }),
  outbox: documentOf("outbox", {
    events: z
      .array(
        z.object({
          plan: z.string(),
          event: z.string(),
          distinctId: z.string(),
          uuid: z.string(),
          state: z.enum(["waiting", "claimed", "parked"]),
          writtenAt: z.string().meta({ description: "In ISO 8601, in UTC." }),
          reason: z.string().optional().meta({ description: "Why it is parked." }),
          body: z.string().optional().meta({ description: "The message as JSON, with `--show`." }),
        }),
      )
      .optional()
      .meta({ description: "With `list`: the oldest first." }),
    plans: z
      .array(z.object({ plan: z.string(), waiting: z.int(), parked: z.int(), oldestSeconds: z.number() }))
      .optional()
      .meta({
        description: "With `list`: how many events of each plan are to be sent, and how many are parked.",
      }),
    retried: z.int().optional().meta({ description: "With `retry`: how many will be sent again." }),
    dropped: z.int().optional().meta({ description: "With `drop`: how many were deleted." }),
  }),
  list: documentOf("list", {
    events: z
      .array(
        z.object({
          name: z.string(),
          helper: z.string().optional().meta({ description: "Absent if the event is only planned." }),
          status: z.enum(["live", "planned", "deprecated"]),
          source: z.enum(["server", "client", "both"]),
          category: z.string().optional(),
          owners: z.array(z.string()),
          description: z.string().optional(),
          trigger: z.string().optional(),
        }),
      )
      .meta({ description: "The best match first; without words, in the plan's order." }),
  }),
  explain: documentOf("explain", {
    codes: z.array(
      z.object({
        code: z.string(),
        severity: z
          .enum(["error", "warning", "info", "off"])
          .optional()
          .meta({ description: "Only of diagnostics and rules." }),
        title: z.string(),
        sections: z.array(z.object({ heading: z.string(), text: z.string() })),
      }),
    ),
  }),
  validate: documentOf("validate", {}),
} as const;

/**
 * The JSON Schema of all documents, of draft 7.
 *
 * @param closed - whether it rejects unknown keys. The published one does not: new keys may appear.
 */
export function outputSchema({ closed = false }: { readonly closed?: boolean } = {}): object {
  const { generate, check, ...others } = OUTPUT_FORMATS;
  const schema = z.discriminatedUnion("command", [generate, check, ...Object.values(others)]);
  return {
    title: "What tracking-plan prints with --format json",
    ...z.toJSONSchema(schema, { target: "draft-7", io: closed ? "output" : "input" }),
  };
}
