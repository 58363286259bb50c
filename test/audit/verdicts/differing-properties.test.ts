import { expect, test } from "vitest";
import { auditFolder, planFile } from "../audit-project.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const FILES = {
  ...planFile("other: { description: Another event. }", { only: ["differing-properties"] }),
  "tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
  "src/a.ts": `import posthog from "posthog-js";
posthog.capture("clicked", { button: "a", page: "b" });
posthog.capture("clicked", { page: "c", button: "d" });
posthog.capture("same", { one: 1 });
posthog.capture("same", { one: 2 });
`,
  "src/b.ts": `import posthog from "posthog-js";
export const send = (page: string, color: string | undefined, rest: Record<string, unknown>) => {
  posthog.capture("clicked", { page, color });
  posthog.capture("clicked", { page, ...rest });
};
`,
};

test("an event with other properties at other places is reported with a table of what differs", async () => {
  const { stdout } = await auditFolder(makeTempFolder(FILES));
  expect(stdout).toBe(`src/a.ts:2:17  info  differing-properties
  \`clicked\` is sent with 3 different sets of properties.
  2 | posthog.capture("clicked", { button: "a", page: "b" });
    |                 ^^^^^^^^^
  Property        Set 1  Set 2  Set 3
  \`button\`        yes    no     no
  \`color\`         no     maybe  no
  cannot be told  none   none   some
  Set 2: src/b.ts:3:19
  3 |   posthog.capture("clicked", { page, color });
    |                   ^^^^^^^^^
  Set 3: src/b.ts:4:19
  4 |   posthog.capture("clicked", { page, ...rest });
    |                   ^^^^^^^^^
  hint: One helper for the event asks for the same properties everywhere.

1 note
6 calls that send events. Of 2 files, the compiler read 2.
`);
});

test("the table is one in Markdown, too", async () => {
  const { stdout } = await auditFolder(makeTempFolder(FILES), { format: "markdown" });
  expect(stdout).toBe(`## Tracking plan

6 calls that send events. Of 2 files, the compiler read 2.

- \`src/a.ts:2\`: \`clicked\` is sent with 3 different sets of properties. One helper for the event asks for the same properties everywhere.

\`clicked\` is sent with 3 different sets of properties.

| Property | Set 1 | Set 2 | Set 3 |
| - | - | - | - |
| \`button\` | yes | no | no |
| \`color\` | no | maybe | no |
| cannot be told | none | none | some |
`);
});
