import { UsageError } from "../commands/io.ts";
import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

const { plan, out, strict, all } = SHARED;

export const generate = defineFunction({
  name: "generate",
  summary: "Read the plan, check it and generate the output files.",
  parameters: {
    plan,
    out,
    format: formats("text", "json", "github"),
    strict,
    all,
    watch: { kind: "flag", description: "Watch the plan and regenerate on change." },
    poll: {
      kind: "flag",
      description:
        "With --watch: check for changes twice a second. Use it where file-change events may not arrive, such as network drives and containers.",
    },
  },
  commandLine: { failure: "The plan has errors, or a file that tracking-plan did not create is in the way." },
  run: async (args, io) => {
    if (args.watch) return (await import("../commands/watch/watch.ts")).watch(args, io);
    if (args.poll) throw new UsageError("`--poll` only works with `--watch`.", "Add `--watch`.");
    return (await import("../commands/remembered.ts")).remembered(["generate", args], io, async (watched) =>
      (await import("../commands/generate.ts")).generate(args, watched),
    );
  },
});
