/** How a value is written: its own unit, and that of what stands beside it. */
export type Unit = "seconds" | "bytes" | "memory" | "count";

/** One line of the bench. */
export interface Row {
  /** The part of the bench that measures it. */
  readonly part: string;
  readonly what: string;
  /** What stands beside it: the figure is then how many times that it costs. */
  readonly beside?: string;
  readonly unit: Unit;
  /** At most so much: a ratio, or a value in the row's unit. */
  readonly target?: number;
}

const MIB = 1024 * 1024;
const NODE = "`node -e 0`";
const CAPTURE = "`capture` of posthog-node";

/** Everything that the bench measures. All is processor time, of user and system, where the unit is seconds. */
export const ROWS = {
  generateCold: {
    part: "generate",
    what: "`generate`, 1,000 events",
    beside: "json-schema-to-typescript",
    unit: "seconds",
    target: 1,
  },
  generateUnchanged: {
    part: "generate",
    what: "`generate`, 1,000 events, nothing changed",
    beside: "json-schema-to-typescript",
    unit: "seconds",
    target: 0.5,
  },
  generateZod: peer("json-schema-to-zod"),
  generateQuicktype: peer("quicktype-core"),
  generateOpenapiTypescript: peer("openapi-typescript"),
  generateOpenapiTs: peer("@hey-api/openapi-ts"),
  generateTypewriter: peer("typewriter"),
  bytesWritten: {
    part: "generate",
    what: "bytes written for 1,000 events",
    unit: "bytes",
    target: 7_000_000,
  },
  largeTime: {
    part: "large",
    what: "`generate`, 10,000 events",
    beside: "1,000 events",
    unit: "seconds",
    target: 7,
  },
  largeMemory: {
    part: "large",
    what: "`generate`, 10,000 events: peak memory",
    unit: "memory",
    target: 500 * MIB,
  },
  largeLimited: {
    part: "large",
    what: "`generate`, 10,000 events: peak memory with `--max-old-space-size=600`",
    unit: "memory",
  },
  generateSmall: {
    part: "start",
    what: "`generate`, 11 events, nothing cached",
    beside: NODE,
    unit: "seconds",
    target: 4,
  },
  checkSmall: {
    part: "start",
    what: "`check`, 11 events, nothing cached",
    beside: NODE,
    unit: "seconds",
    target: 4,
  },
  checkUnchanged: {
    part: "start",
    what: "`check`, 1,000 events, unchanged since a run that passed",
    beside: NODE,
    unit: "seconds",
    target: 3,
  },
  help: { part: "start", what: "`--help`", beside: NODE, unit: "seconds", target: 1.3 },
  importRuntime: {
    part: "start",
    what: "import of the runtime",
    beside: NODE,
    unit: "seconds",
    target: 1.15,
  },
  keyedCall: {
    part: "calls",
    what: "a keyed call with 6 properties",
    beside: CAPTURE,
    unit: "seconds",
    target: 1.3,
  },
  wrongCall: {
    part: "calls",
    what: "a call with one wrong property",
    beside: CAPTURE,
    unit: "seconds",
    target: 1.5,
  },
  refusedId: {
    part: "calls",
    what: "a call that is refused for its user id",
    beside: CAPTURE,
    unit: "seconds",
    target: 0.3,
  },
  refusedProperty: {
    part: "calls",
    what: "a call that is refused for a wrong property",
    beside: CAPTURE,
    unit: "seconds",
    target: 0.3,
  },
  firstCalls: {
    part: "calls",
    what: "900 different events: the first call of each",
    unit: "seconds",
    target: 100e-6,
  },
  laterCalls: {
    part: "calls",
    what: "900 different events: later calls",
    beside: CAPTURE,
    unit: "seconds",
    target: 2,
  },
  heapOfEvent: { part: "calls", what: "heap of an event that was used once", unit: "bytes", target: 5000 },
  uuidOfKey: { part: "calls", what: "a uuid of a key", beside: "`v5` of uuid", unit: "seconds" },
  delivery: {
    part: "delivery",
    what: "keyed events, called and flushed",
    beside: "posthog-node",
    unit: "seconds",
    target: 0.8,
  },
  waitingTime: {
    part: "waiting",
    what: "an event that waits, called and delivered",
    beside: "posthog-node",
    unit: "seconds",
  },
  waitingMemory: {
    part: "waiting",
    what: "an event that waits: heap",
    beside: "posthog-node",
    unit: "bytes",
  },
  waitingBlock: {
    part: "waiting",
    what: "50,000 waiting events, sent: longest block of the event loop",
    beside: "posthog-node",
    unit: "seconds",
  },
  stopArrival: {
    part: "stops",
    what: "five events at SIGTERM: time until they arrive",
    beside: "posthog-node",
    unit: "seconds",
  },
  stopBlock: {
    part: "stops",
    what: "the first events: longest block of the event loop",
    beside: "posthog-node",
    unit: "seconds",
  },
  importIndex: {
    part: "imports",
    what: "import of the generated index, 1,000 events, beyond the runtime",
    beside: "the same zod schemas",
    unit: "seconds",
    target: 0.03,
  },
  instantiations: {
    part: "types",
    what: "instantiations of tsc, 1,000 events and calls",
    beside: "`z.infer`",
    unit: "count",
    target: 0.01,
  },
  browserBytes: {
    part: "browser",
    what: "bundle of three keyed browser helpers, gzipped",
    unit: "bytes",
    target: 2300,
  },
  installedPackages: { part: "install", what: "packages that `npm install` adds", unit: "count", target: 2 },
  installedBytes: {
    part: "install",
    what: "bytes that `npm install` adds",
    unit: "bytes",
    target: 2_500_000,
  },
  installedFiles: { part: "install", what: "files that `npm install` adds", unit: "count", target: 200 },
  reading: {
    part: "rules",
    what: "reading a plan of 1,000 events",
    beside: "`parse` of yaml",
    unit: "seconds",
  },
  rules: { part: "rules", what: "all rules, 1,000 events", beside: "reading the plan", unit: "seconds" },
  rulesLarge: { part: "rules", what: "all rules, 10,000 events", beside: "1,000 events", unit: "seconds" },
  diff: {
    part: "diff",
    what: "`diff` of two versions, 1,000 events",
    beside: "reading one",
    unit: "seconds",
  },
  diffLarge: { part: "diff", what: "`diff`, 10,000 events", beside: "1,000 events", unit: "seconds" },
  audit: {
    part: "audit",
    what: "`audit`, 5,000 files",
    beside: "`tsc --noEmit` of TypeScript 6.0",
    unit: "seconds",
    target: 1,
  },
  auditWall: {
    part: "audit",
    what: "`audit`, 5,000 files: wall time",
    beside: "`tsc --noEmit` of TypeScript 6.0",
    unit: "seconds",
    target: 1,
  },
  auditNative: {
    part: "audit",
    what: "`audit`, 5,000 files",
    beside: "`tsc --noEmit` of TypeScript 7.0",
    unit: "seconds",
  },
  auditMemory: {
    part: "audit",
    what: "`audit`, 5,000 files: peak memory",
    unit: "memory",
    target: 1536 * MIB,
  },
  watch: {
    part: "watch",
    what: "a save, 1,000 events in 40 files, `--watch`",
    beside: "`generate`",
    unit: "seconds",
  },
  outboxFileCall: {
    part: "outbox",
    what: "a keyed durable call with 6 properties, in a file: wall time",
    beside: "the prepared INSERT that it ends in",
    unit: "seconds",
    target: 1.5,
  },
  outboxFileMachine: {
    part: "outbox",
    what: 'the same with `sync: "machine"`: wall time',
    beside: "that INSERT",
    unit: "seconds",
  },
  outboxFileRate: {
    part: "outbox",
    what: "20,000 keyed durable events in a file, called, delivered and deleted: wall time",
    unit: "seconds",
    target: 2.5,
  },
  outboxFileTail: {
    part: "outbox",
    what: "a durable call while four processes write into a file: 99th percentile",
    unit: "seconds",
  },
  outboxPostgresOne: {
    part: "outbox",
    what: "20,000 durable events from PostgreSQL, answers after 50 ms, one relay: wall time",
    unit: "seconds",
    target: 4,
  },
  outboxPostgres: {
    part: "outbox",
    what: "20,000 durable events from PostgreSQL, answers after 50 ms, two relays: wall time",
    beside: "one with one request at once",
    unit: "seconds",
    target: 0.71,
  },
  outboxPgBoss: {
    part: "outbox",
    what: "20,000 durable events from PostgreSQL, answers after 50 ms, one relay: wall time",
    beside: "pg-boss 12.38, both on Node 22",
    unit: "seconds",
  },
  importSegment: {
    part: "import",
    what: "`import segment`, 1,000 rules",
    beside: "`generate` of them",
    unit: "seconds",
    target: 1,
  },
  importCsv: {
    part: "import",
    what: "`import csv`, 1,000 events",
    beside: "`generate` of them",
    unit: "seconds",
    target: 1,
  },
  importJsonSchema: {
    part: "import",
    what: "`import json-schema`, 1,000 files",
    beside: "`generate` of them",
    unit: "seconds",
    target: 1,
  },
} as const satisfies Readonly<Record<string, Row>>;

export type RowName = keyof typeof ROWS;

function peer<Name extends string>(name: Name): Row & { readonly part: "generate" } {
  return { part: "generate", what: "`generate`, 1,000 events", beside: name, unit: "seconds" };
}
