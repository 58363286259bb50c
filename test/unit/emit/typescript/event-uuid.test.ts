import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { v5 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { namespaceOf } from "../../../../src/emit/typescript/user-id-module.ts";
import {
  contractCode,
  type ContractModule,
  loadModule,
  NAMESPACE,
  readEventUuidVectors,
  readIdVectors,
} from "../../../vectors/load-vectors.ts";

const { events } = readEventUuidVectors();
const { seed } = readIdVectors().contracts;

let contract: ContractModule;

beforeAll(async () => {
  contract = await contractOf(NAMESPACE);
});

async function contractOf(namespace: string): Promise<ContractModule> {
  if (seed === undefined) throw new Error("ids.json lost its first contract.");
  return await loadModule(contractCode(seed, namespace));
}

/** The encoding as README.md has it, written another way than in the contract. */
function encode(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.concat(
        [...part].map((character) => {
          const code = character.codePointAt(0) ?? 0;
          const isHalf = code >= 0xd800 && code <= 0xdfff;
          return isHalf
            ? Buffer.from([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)])
            : Buffer.from(character);
        }),
      );
      return [Buffer.from(`${bytes.length}:`), bytes, Buffer.from(",")];
    }),
  );
}

/** Takes an encoding apart: that this gives the parts back means that no two lists of parts have one encoding. */
function decode(encoding: Buffer): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < encoding.length;) {
    const colon = encoding.indexOf(":", at);
    const end = colon + 1 + Number(encoding.toString("latin1", at, colon));
    parts.push(encoding.toString("latin1", colon + 1, end));
    at = end + 1;
  }
  return parts;
}

const key = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."0123456789:,a") }),
    fc.string({ unit: fc.constantFrom("\ud83d", "\udc4d", "\ufffd", "é", "👍") }),
  ),
  { maxLength: 4 },
);

test("the table has at least 30 rows, and no two uuids are the same", () => {
  expect(events.length).toBeGreaterThanOrEqual(30);
  expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(events.length);
});

test.each(events)("$what", async ({ namespace, event, id, key: parts, bytes, uuid }) => {
  const { eventUuid } = namespace === NAMESPACE ? contract : await contractOf(namespace);
  expect(encode([event, id, ...parts]).toString("hex")).toBe(bytes);
  expect(eventUuid(event, id, parts)).toBe(uuid);
});

test("agrees with node:crypto and with the package uuid on any key, halves of surrogate pairs included", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: "binary" }), key, (event, id, parts) => {
      const name = encode([event, id, ...parts]);
      const uuid = contract.eventUuid(event, id, parts);
      expect(uuid).toBe(v5(name, NAMESPACE));
      const namespace = Buffer.from(NAMESPACE.replaceAll("-", ""), "hex");
      const hash = createHash("sha1").update(namespace).update(name).digest("hex");
      expect(withoutVersion(uuid.replaceAll("-", ""))).toBe(withoutVersion(hash.slice(0, 32)));
    }),
    { numRuns: 3000 },
  );
});

test("agrees on every length of a name up to three blocks of SHA-1", () => {
  for (let length = 0; length < 192; length += 1) {
    const part = "x".repeat(length);
    expect(contract.eventUuid("e", "u", [part])).toBe(v5(encode(["e", "u", part]), NAMESPACE));
  }
});

test("agrees on a name of a million characters", () => {
  const part = "0123456789".repeat(100_000);
  expect(contract.eventUuid("e", "u", [part])).toBe(v5(encode(["e", "u", part]), NAMESPACE));
});

test("an encoding can be taken apart again, so that different keys never have the same", () => {
  fc.assert(
    fc.property(key, (parts) => {
      const plain = parts.map((part) => encode([part]));
      const bytes = plain.map((one) => one.toString("latin1", one.indexOf(":") + 1, one.length - 1));
      expect(decode(encode(parts))).toEqual(bytes);
    }),
    { numRuns: 3000 },
  );
});

test("different events, ids and keys give different uuids", () => {
  const triple = fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }), key);
  fc.assert(
    fc.property(triple, triple, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(contract.eventUuid(...one) === contract.eventUuid(...other)).toBe(isSame);
    }),
    { numRuns: 2000 },
  );
});

function withoutVersion(hex: string): string {
  return hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17);
}

test("the namespace of a plan is a UUIDv5 of its name, and does not change", () => {
  expect(namespaceOf("omoi-os")).toBe(NAMESPACE);
  expect(namespaceOf("another")).toBe(v5("another", "7b1c0f9a-5f0e-4c57-9d3a-2f6f2f3a9e14"));
});
