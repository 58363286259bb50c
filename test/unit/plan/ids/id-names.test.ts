import { expect, test } from "vitest";
import { exportsOfId, namesOfId } from "../../../../src/plan/ids/id-names.ts";

test("names follow from the name of the actor or the group", () => {
  expect(namesOfId("nightly_job", "id")).toEqual({
    type: "NightlyJobId",
    parsed: "ParsedNightlyJobId",
    parse: "parseNightlyJobId",
    make: "nightlyJobId",
    is: "isNightlyJobId",
    rule: "nightlyJobIdRule",
    words: "nightly job id",
  });
  expect(exportsOfId(namesOfId("user", "id"))).toEqual([
    "UserId",
    "ParsedUserId",
    "parseUserId",
    "userId",
    "isUserId",
  ]);
});

test("the names of two ids can collide, which their exports show", () => {
  const job = exportsOfId(namesOfId("job", "id"));
  const collisions = ["parse_job", "is-job", "parsed job"].map((name) =>
    exportsOfId(namesOfId(name, "id")).filter((own) => job.includes(own)),
  );
  expect(collisions).toEqual([["parseJobId"], ["isJobId"], ["ParsedJobId"]]);
});
