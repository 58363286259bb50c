import type { TrackerOptions } from "../options.ts";

/** Options of which every one has its type, and what was wrong with the others. */
interface ReadOptions {
  readonly options: TrackerOptions;
  /** One sentence for each malformed option. */
  readonly problems: readonly string[];
  /** Why tracking is off, as the end of a sentence. */
  readonly off?: string;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isFunction = (value: unknown): boolean => typeof value === "function";
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
const isDuration = (value: unknown): boolean =>
  Number.isFinite(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
const isPersonalData = (value: unknown): boolean => ["send", "remove", "hash"].includes(value as string);
const isPolicy = (value: unknown): boolean => ["report", "refuse", "throw"].includes(value as string);

const isOutbox = (value: unknown): boolean =>
  typeof value === "object" && value !== null && isFunction(readSafely(value, "open"));

/** What each option has to be, and how to say so. */
const CHECKS: Readonly<
  Record<keyof TrackerOptions, { readonly accepts: (value: unknown) => boolean; readonly form: string }>
> = {
  apiKey: { accepts: isText, form: "text" },
  host: { accepts: isText, form: "text" },
  debug: { accepts: isBoolean, form: "true or false" },
  disabled: { accepts: isBoolean, form: "true or false" },
  beforeSend: { accepts: isFunction, form: "a function" },
  personalData: { accepts: isPersonalData, form: "send, remove or hash" },
  common: { accepts: isFunction, form: "a function" },
  violations: { accepts: isPolicy, form: "report, refuse or throw" },
  onRefused: { accepts: isFunction, form: "a function" },
  onMismatch: { accepts: isFunction, form: "a function" },
  onDelivery: { accepts: isFunction, form: "a function" },
  onLoss: { accepts: isFunction, form: "a function" },
  log: { accepts: isFunction, form: "a function" },
  fetch: { accepts: isFunction, form: "a function" },
  outbox: { accepts: isOutbox, form: "an outbox, such as fileOutbox()" },
  flushAt: { accepts: isCount, form: "a whole number over 0" },
  flushInterval: { accepts: isDuration, form: "a number of milliseconds" },
  maxQueueMessages: { accepts: isCount, form: "a whole number over 0" },
  maxQueueBytes: { accepts: isCount, form: "a whole number over 0" },
  endTimeoutMs: { accepts: isDuration, form: "a number of milliseconds" },
  handleSignals: { accepts: isBoolean, form: "true or false" },
  handleErrors: { accepts: isBoolean, form: "true or false" },
  disableCompression: { accepts: isBoolean, form: "true or false" },
  disableGeoip: { accepts: isBoolean, form: "true or false" },
  historicalMigration: { accepts: isBoolean, form: "true or false" },
  waitUntil: { accepts: isFunction, form: "a function" },
};

/**
 * Reads options that may come from code without types. A malformed one counts as absent, but for the key, the host, `disabled`,
 * `beforeSend` and `personalData`: any other key or host could be somebody else's, and nothing may be sent unfiltered. Never throws.
 */
export function readTrackerOptions(given: unknown): ReadOptions {
  // Inherits nothing, so that an option that is absent stays so: see `readOwn`.
  const options = Object.create(null) as Record<string, unknown>;
  if (given === undefined) return { options, problems: [] };
  if (typeof given !== "object" || given === null) {
    return { options, problems: ["The tracker options are not an object. The defaults are used."] };
  }
  const problems: string[] = [];
  let off: string | undefined;
  for (const [name, { accepts, form }] of Object.entries(CHECKS)) {
    const value = readSafely(given, name);
    if (value === undefined || value === null) continue;
    if (accepts(value)) {
      options[name] = value;
    } else if (DECISIVE.has(name)) {
      problems.push(`The option ${name} is not ${form}. Tracking is off.`);
      off ??= `the option ${name} is malformed`;
    } else if (name === "personalData") {
      options[name] = "remove";
      problems.push(`The option ${name} is not ${form}. Personal data is removed.`);
    } else {
      problems.push(`The option ${name} is not ${form}. Its default is used.`);
    }
  }
  return { options, problems, ...(off !== undefined && { off }) };
}

/** Options whose default could send what must not be sent, or send it elsewhere. */
const DECISIVE: ReadonlySet<string> = new Set(["apiKey", "host", "disabled", "beforeSend"]);

/** Stands for what cannot be read. No option accepts it. */
const UNREADABLE = Symbol("unreadable");

function readSafely(given: object, name: string): unknown {
  try {
    return readOwn(given as Readonly<Record<string, unknown>>, name);
  } catch {
    return UNREADABLE;
  }
}

/** Reads a setting. Properties that a library or an attacker added to every object are ignored: they could send events elsewhere. */
export function readOwn<T>(given: Readonly<Record<string, T>>, name: string): T | undefined {
  return name in Object.prototype && !Object.hasOwn(given, name) ? undefined : given[name];
}
