import { expect, test } from "vitest";
import { placeBlocks } from "../../../../src/emit/docs/sending-places.ts";
import type { SendingPlace } from "../../../../src/plan/sent-from.ts";
import { nodesOfType, parseMarkdown, parseMdx, shownText } from "../../../support/parse-markdown.ts";

const place = (file: string, more: Partial<SendingPlace> = {}): SendingPlace => ({
  file,
  by: "helper",
  ...more,
});

/** The list as a reader sees it, with Markdown and MDX. */
function shown(places: readonly SendingPlace[]): readonly string[] {
  const markdown = placeBlocks(places).join("\n\n");
  const [read, mdx] = [parseMarkdown, parseMdx].map((parse) =>
    nodesOfType(parse(markdown), "listItem").map((item) => shownText(item)),
  );
  expect(mdx).toEqual(read);
  expect(nodesOfType(parseMarkdown(markdown), "link")).toEqual([]);
  return read ?? [];
}

test("nothing is shown where nothing is recorded", () => {
  expect(placeBlocks([])).toEqual([]);
});

test("each place has its function, its side and what it calls", () => {
  expect(
    shown([
      place("src/a.ts"),
      place("src/a.ts", { scope: "Orders.pay", side: "server" }),
      place("src/b.vue", { side: "client", by: "posthog" }),
      place("src/c.js", { scope: "run", by: { wrapper: "send" } }),
    ]),
  ).toEqual([
    "src/a.ts",
    "Orders.pay in src/a.ts, on the server",
    "src/b.vue, in the browser, by a direct call of PostHog",
    "run in src/c.js, through send()",
  ]);
});

test("a path that is Markdown is shown as it is", () => {
  const path = "[x](javascript:1)/`a|b`<b>{1}/http://x.example/*y*.ts";
  expect(shown([place(path)])).toEqual([path]);
});

test("of very many places, some are shown", () => {
  const places = Array.from({ length: 25 }, (_, index) => place(`src/${index}.ts`));
  expect(shown(places).slice(19)).toEqual(["src/19.ts", "and 5 more"]);
});
