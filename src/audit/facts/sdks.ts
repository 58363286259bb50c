import { packageOf } from "../project/package-names.ts";

/** PostHog's packages: how their calls are read, and where their clients come from when no types are installed. */

/** What a call does. */
export type Action = "capture" | "identify" | "alias" | "group" | "groupIdentify" | "reset";

/** The side that code runs on. */
export type CodeSide = "server" | "client";

/** Where the parts of a call stand: a parameter, and a property of it where the argument is an object. */
export interface Slot {
  readonly index: number;
  readonly path: readonly string[];
}

/** A method of a client that the audit reads. */
export interface MethodShape {
  readonly action: Action;
  readonly name?: Slot;
  readonly id?: Slot;
  readonly properties?: Slot;
  readonly timestamp?: Slot;
  readonly groups?: Slot;
  /** The type of the one group that the call is about. */
  readonly groupType?: Slot;
}

export interface Sdk {
  readonly side: CodeSide;
  readonly methods: Readonly<Record<string, MethodShape>>;
  /** Exports that are a client. */
  readonly clients: ReadonlySet<string>;
  /** Exports whose call gives a client. */
  readonly hooks: ReadonlySet<string>;
  /** Exports that are a class of clients. */
  readonly classes: ReadonlySet<string>;
}

const at = (index: number, ...path: readonly string[]): Slot => ({ index, path });

const CAPTURED: MethodShape = {
  action: "capture",
  name: at(0, "event"),
  id: at(0, "distinctId"),
  properties: at(0, "properties"),
  timestamp: at(0, "timestamp"),
  groups: at(0, "groups"),
};
const IDENTIFIED: MethodShape = {
  action: "identify",
  id: at(0, "distinctId"),
  properties: at(0, "properties"),
};
const NAMED_ALIAS: MethodShape = { action: "alias", id: at(0, "distinctId") };

const NODE_METHODS: Sdk["methods"] = {
  capture: CAPTURED,
  captureImmediate: CAPTURED,
  identify: IDENTIFIED,
  identifyImmediate: IDENTIFIED,
  alias: NAMED_ALIAS,
  aliasImmediate: NAMED_ALIAS,
  groupIdentify: {
    action: "groupIdentify",
    id: at(0, "distinctId"),
    properties: at(0, "properties"),
    groupType: at(0, "groupType"),
  },
};

const PAGE_METHODS: Sdk["methods"] = {
  capture: { action: "capture", name: at(0), properties: at(1), timestamp: at(2, "timestamp") },
  identify: { action: "identify", id: at(0), properties: at(1) },
  alias: { action: "alias", id: at(0) },
  group: { action: "group", properties: at(2), groupType: at(0) },
  groupIdentify: { action: "groupIdentify", properties: at(2), groupType: at(0) },
  reset: { action: "reset" },
};

const NODE: Sdk = {
  side: "server",
  methods: NODE_METHODS,
  clients: new Set(),
  hooks: new Set(),
  classes: new Set(["PostHog", "PostHogBackendClient", "default"]),
};
const PAGE: Sdk = {
  side: "client",
  methods: PAGE_METHODS,
  clients: new Set(["default", "posthog"]),
  hooks: new Set(["usePostHog"]),
  classes: new Set(["PostHog"]),
};
const APP: Sdk = { ...PAGE, clients: new Set(), classes: new Set(["PostHog", "default"]) };

const SDKS: Readonly<Record<string, Sdk>> = {
  "posthog-node": NODE,
  "posthog-js": PAGE,
  "@posthog/react": PAGE,
  "@posthog/types": PAGE,
  "@posthog/nuxt": PAGE,
  "@posthog/next": PAGE,
  "posthog-js-lite": APP,
  "posthog-react-native": APP,
  "@posthog/core": APP,
};

/** The SDK that a module specifier names, such as `posthog-js/react`. */
export function sdkOfModule(specifier: string): Sdk | undefined {
  const { name = "" } = packageOf(specifier) ?? {};
  return Object.hasOwn(SDKS, name) ? SDKS[name] : undefined;
}

/** The SDK that a declaration file belongs to. */
export function sdkOfFile(path: string): Sdk | undefined {
  const inside = path.lastIndexOf("/node_modules/");
  return inside === -1 ? undefined : sdkOfModule(path.slice(inside + "/node_modules/".length));
}

/** Names of methods of any SDK: a call of another name can only be a helper or a wrapper. */
export const SDK_METHODS: ReadonlySet<string> = new Set(
  Object.values(SDKS).flatMap(({ methods }) => Object.keys(methods)),
);
