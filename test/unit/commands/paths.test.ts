import { mkdirSync, symlinkSync } from "node:fs";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { displayPath, isInside, kindAt, unlessMissing, withSlashes } from "../../../src/commands/paths.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

describe("displayPath", () => {
  it.each([
    ["/srv/app", "/srv/app/generated/index.ts", "generated/index.ts"],
    ["/srv/app", "/srv/web/index.ts", "../web/index.ts"],
    ["/srv/app", "/srv/app", "."],
  ])("in %s shows %s as %s", (cwd, path, shown) => {
    expect(displayPath(cwd, path)).toBe(shown);
  });
});

describe("withSlashes", () => {
  it("turns Windows separators around", () => {
    expect(withSlashes("..\\web\\index.ts", "\\")).toBe("../web/index.ts");
  });

  it("leaves a backslash that is part of a name", () => {
    expect(withSlashes("a\\b/c", "/")).toBe("a\\b/c");
  });
});

describe("isInside", () => {
  it.each([
    ["/srv", "/srv", true],
    ["/srv", "/srv/a/b", true],
    ["/srv", "/srv/..a", true],
    ["/", "/srv", true],
    ["/srv", "/", false],
    ["/srv", "/srvshop", false],
    ["/srv/a", "/srv/b", false],
  ])("%s holds %s: %s", (folder, path, inside) => {
    expect(isInside(folder, path)).toBe(inside);
  });
});

describe("kindAt", () => {
  it("names what stands there, without following links", async () => {
    const folder = makeTempFolder({ file: "" });
    mkdirSync(join(folder, "folder"));
    symlinkSync("nowhere", join(folder, "link"));
    const kinds = ["file", "folder", "link", "nothing", "file/below"].map((name) =>
      kindAt(join(folder, name), files),
    );
    expect(await Promise.all(kinds)).toEqual(["file", "folder", "link", undefined, undefined]);
    expect(await kindAt("/dev/null", files)).toBe("other");
  });
});

describe("unlessMissing", () => {
  it("lets every other error through", async () => {
    const folder = makeTempFolder();
    await expect(unlessMissing(files.readFile(folder))).rejects.toThrow("EISDIR");
    await expect(unlessMissing(files.readFile(join(folder, "x")))).resolves.toBeUndefined();
  });
});
