import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { quote } from "../../../src/text/words.ts";
import { UsageError } from "../../../src/commands/io.ts";
import { portFault, readPort } from "../../../src/commands/port.ts";

test.each([
  [undefined, 9464],
  ["0", 0],
  ["8010", 8010],
  ["65535", 65_535],
])("the port of %j", (given, port) => {
  expect(readPort(given, { fallback: 9464 })).toBe(port);
});

test.each(["65536", "x", "-1", "1e3", "0x50", " 80", "80.5", "123456"])("%j is no port", (given) => {
  expect(() => readPort(given, { fallback: 9464 })).toThrow(
    new UsageError(
      `\`--port\` must be a number from 0 to 65535, but is ${quote(given)}.`,
      "Such as `--port 9464`, or `--port 0` for a free one.",
    ),
  );
});

test("a port that is taken is a usage error, and another error stays what it is", async () => {
  const [first, second] = [createServer(), createServer()];
  await once(first.listen(0, "127.0.0.1"), "listening");
  const { port } = first.address() as AddressInfo;
  const [error] = await once(second.listen(port, "127.0.0.1"), "error");
  first.close();
  expect(portFault(error, { port })).toEqual(
    new UsageError(
      `Cannot listen on port ${port}: address already in use.`,
      "Choose another one with `--port`.",
    ),
  );
  const bug = new TypeError("x is not a function");
  expect(portFault(bug, { port })).toBe(bug);
});
