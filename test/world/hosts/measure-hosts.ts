import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import {
  CLIENTS,
  type ClientName,
  type Measured,
  type MeasuredRow,
  renderMeasured,
} from "../../../scripts/test-world/measured.ts";
import { type BundleOptions, bundleForClients } from "./bundle-program.ts";

const EVENTS = 5;

/** What is given to a run. */
export interface RunOptions {
  readonly client: ClientName;
  /** Where the programs are, bundled with this client. */
  readonly folder: string;
  readonly endpoint: PostHogEndpoint;
}

/** A host and a way to stop it. */
export interface Row {
  readonly host: string;
  readonly stop: string;
  /** Why it cannot run here. */
  readonly skip?: string | undefined;
  /**
   * Runs a program that tracks five events until nothing more can arrive.
   *
   * @returns when it was asked to end, in milliseconds since 1970
   */
  readonly run: (options: RunOptions) => Promise<number>;
}

export interface Part extends Omit<BundleOptions, "client"> {
  /** The folder of the part. */
  readonly folder: URL;
  /** What ran it beside its packages, or in what it is a simulation. */
  readonly ranBy?: readonly string[];
  readonly programs: readonly URL[];
  readonly rows: readonly Row[];
}

/**
 * Has a test for each row: with each client, five events are tracked and the host is stopped. What the helpers lose, posthog-node with a
 * handler of its own has to lose, too. With `WORLD_WRITE` set, what was measured is written to `measured.json` in the part's folder.
 */
export function measureHosts({ folder, ranBy = [], programs, rows, ...bundling }: Part): void {
  let temporary: string;
  let folders: Readonly<Record<ClientName, string>>;
  const measured: MeasuredRow[] = [];

  beforeAll(async () => {
    // Where the packages of the part are found.
    const cache = fileURLToPath(new URL("node_modules/.cache/", folder));
    mkdirSync(cache, { recursive: true });
    temporary = mkdtempSync(join(cache, "hosts-"));
    folders = await bundleForClients(programs, temporary, bundling);
  });

  afterAll(() => {
    rmSync(temporary, { recursive: true, force: true });
    for (const { host, stop, skip } of rows) {
      if (skip !== undefined) process.stdout.write(`Skipped ${host}, ${stop}: ${skip}.\n`);
    }
    if (measured.length === 0) return;
    const { dependencies = {} } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    const packages = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
    const result: Measured = {
      date: new Date().toISOString().slice(0, 10),
      ranBy: [...packages, ...ranBy],
      rows: measured,
    };
    process.stdout.write(`\n${renderMeasured(result)}\n`);
    if (process.env["WORLD_WRITE"] !== undefined) {
      writeFileSync(new URL("measured.json", folder), `${JSON.stringify(result, undefined, 2)}\n`);
    }
  });

  for (const row of rows) {
    test(`${row.host}, ${row.stop}: the helpers lose nothing that posthog-node with a handler delivers`, async ({
      skip,
    }) => {
      skip(row.skip !== undefined, row.skip);
      const clients = {} as Record<ClientName, MeasuredRow["clients"][ClientName]>;
      for (const client of CLIENTS) clients[client] = await measure(row, client, folders[client]);
      measured.push({ host: row.host, stop: row.stop, clients });
      const [, handler, helpers] = CLIENTS.map((client) => clients[client].lost);
      expect(helpers).toBeLessThanOrEqual(handler ?? 0);
    });
  }
}

async function measure(
  row: Row,
  client: ClientName,
  folder: string,
): Promise<MeasuredRow["clients"][ClientName]> {
  const endpoint = await startPostHogEndpoint();
  try {
    const stopped = await row.run({ client, folder, endpoint });
    const arrived = endpoint.events.filter(({ accepted }) => accepted);
    const last = Math.max(...arrived.map(({ receivedAt }) => receivedAt.getTime()));
    const lost = EVENTS - new Set(arrived.map(({ uuid }) => uuid)).size;
    return arrived.length === 0 ? { lost } : { lost, delayMs: Math.max(0, last - stopped) };
  } finally {
    await endpoint.close();
  }
}
