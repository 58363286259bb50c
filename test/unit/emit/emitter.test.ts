import { expect, test } from "vitest";
import { memoize } from "../../../src/emit/emitter.ts";

interface Context {
  readonly groups: readonly string[];
  readonly key: string;
  readonly other?: string;
}

test("a thing is made once, and again only when what it depends on is other", () => {
  const made: string[] = [];
  const of = memoize(
    ({ name }: { readonly name: string }, { groups, key }: Context) => {
      made.push(name);
      return `${name} ${groups.join(",")} ${key} ${made.length}`;
    },
    ({ groups, key }) => [groups, key],
  );
  const [a, b] = [{ name: "a" }, { name: "b" }];
  const groups = ["g"];
  expect(of(a, { groups, key: "k" })).toBe("a g k 1");
  expect(of(a, { groups, key: `${"k"}`, other: "ignored" })).toBe("a g k 1");
  expect(of(b, { groups, key: "k" })).toBe("b g k 2");
  expect(of(a, { groups, key: "l" })).toBe("a g l 3");
  expect(of(a, { groups: [...groups], key: "l" })).toBe("a g l 4");
  expect(of({ name: "a" }, { groups, key: "l" })).toBe("a g l 5");
});

test("what depends on nothing else is made once", () => {
  let count = 0;
  const of = memoize((thing: { readonly name: string }) => `${thing.name}${(count += 1)}`);
  const thing = { name: "a" };
  expect([of(thing), of(thing), of({ name: "a" })]).toEqual(["a1", "a1", "a2"]);
});
