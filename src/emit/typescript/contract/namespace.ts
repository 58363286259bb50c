import { createHash } from "node:crypto";

/** The namespace of namespaces: a UUID of ours, made once at random. */
const PLANS = "7b1c0f9a-5f0e-4c57-9d3a-2f6f2f3a9e14";

/**
 * The namespace of a plan's event uuids: a UUIDv5 of the plan's name. Two plans never make the same uuid; a plan that is
 * given another name makes other ones.
 */
export function namespaceOf(planName: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(PLANS.replaceAll("-", ""), "hex"))
    .update(planName, "utf8");
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}
