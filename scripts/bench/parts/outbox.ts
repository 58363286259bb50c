import type { Bench } from "../bench.ts";
import { measureFileOutbox } from "./outbox/file.ts";
import { measurePostgresOutbox } from "./outbox/postgres.ts";

/** What durable events cost, one file per store. */
export async function measureOutbox(bench: Bench): Promise<void> {
  await measureFileOutbox(bench);
  await measurePostgresOutbox(bench);
}
