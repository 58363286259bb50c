/** The tables of ids and of uuids in a browser: what generated contracts say there is what they say in Node. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";
import { contractCode, readEventUuidVectors, readIdVectors } from "../../vectors/load-vectors.ts";

const { contracts, rows } = readIdVectors();
const { events } = readEventUuidVectors();
const [anyForms] = Object.values(contracts);

/** Runs in the page: what a contract makes of each value. */
const PARSE_ALL = `async ({ code, raws }) => {
  const module = await import("data:text/javascript," + encodeURIComponent(code));
  return raws.map((raw) => {
    const value = typeof raw === "object" && raw !== null && "js" in raw ? eval("(" + raw.js + ")") : raw;
    const thrown = (() => {
      try {
        return module.userId(value);
      } catch (error) {
        return error instanceof module.UserIdError ? error.reason : String(error);
      }
    })();
    return { parsed: module.parseUserId(value), isCanonical: module.isUserId(value), thrown };
  });
}`;

const UUID_OF = `async ({ code, event, id, key }) => {
  const module = await import("data:text/javascript," + encodeURIComponent(code));
  return module.eventUuid(event, id, key);
}`;

describe.skipIf(skipWithoutBrowser("The tables of ids and uuids in Chromium"))(
  "the contract in Chromium",
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser();
      page = await browser.newPage();
    });
    afterAll(() => browser?.close());

    it.each(Object.entries(contracts))("%s: accepts and refuses as the table says", async (name, forms) => {
      const own = rows.filter(({ contract }) => contract === name);
      const argument = JSON.stringify({ code: contractCode(forms), raws: own.map(({ raw }) => raw) });
      const results = (await page.evaluate(`(${PARSE_ALL})(${argument})`)) as readonly object[];
      const expected = own.map(({ id, reason }) => ({
        parsed: id === undefined ? { ok: false, reason } : { ok: true, id },
        thrown: id ?? reason,
      }));
      expect(results).toMatchObject(expected);
      const canonical = own.map(({ raw, id }) => id !== undefined && raw === id);
      expect(results).toMatchObject(canonical.map((isCanonical) => ({ isCanonical })));
    });

    it("holds all rows of the table", () => {
      const known = rows.filter(({ contract }) => Object.hasOwn(contracts, contract));
      expect(known.length).toBe(rows.length);
      expect(known.length).toBeGreaterThanOrEqual(80);
    });

    it.each(events)("makes the uuid of: $what", async ({ namespace, event, id, key, uuid }) => {
      if (anyForms === undefined) throw new Error("There is no contract.");
      const argument = JSON.stringify({ code: contractCode(anyForms, namespace), event, id, key });
      expect(await page.evaluate(`(${UUID_OF})(${argument})`)).toBe(uuid);
    });
  },
);
