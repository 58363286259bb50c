import base from "../../test/vitest.config.ts";

const tests = (process.env["MUTATION_TESTS"] ?? "test/unit/").split(" ");

/** The tests that are held against each change; see `main.ts`. */
export default {
  ...base,
  test: {
    ...base.test,
    include: tests.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.test.ts`)),
    retry: 0,
  },
};
