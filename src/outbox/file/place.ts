/** File systems that several machines can share: SQLite's locks do not hold there. By the magic numbers of `statfs(2)`. */
const NETWORK: Readonly<Record<number, string>> = {
  0x6969: "NFS",
  0x517b: "SMB",
  0xff534d42: "SMB",
  0xfe534d42: "SMB",
  0x00c36400: "Ceph",
  0x01021997: "9p",
  0x6b414653: "AFS",
};

const OVERLAY = 0x794c7630;

/** What is wrong with a place for the file, as a sentence; `undefined` when it is as good as can be told. */
export function describePlace(folder: string): string | undefined {
  try {
    // Negative on systems where it is a signed number of 32 bits.
    return describeFileSystem(process.getBuiltinModule("node:fs").statfsSync(folder).type >>> 0, folder);
  } catch {
    return undefined;
  }
}

/** The same, of a folder on a type of file systems. */
export function describeFileSystem(type: number, folder: string): string | undefined {
  const network = NETWORK[type];
  if (network !== undefined) {
    return `${folder} is on a network file system (${network}), where locks do not hold. Use a local disk.`;
  }
  if (type !== OVERLAY) return undefined;
  return `${folder} is in the image layer of a container and is gone with it. Use a volume.`;
}
