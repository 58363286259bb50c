/**
 * Declarations in the place of packages that are not installed: of their exports those that decide which function is called with
 * what. With them, the compiler follows clients and functions the same way as with the packages.
 */
const PAGE_CLIENT = `
  capture(event: string, properties?: Record<string, any> | null, options?: any): any;
  identify(distinctId?: string, properties?: Record<string, any>, once?: Record<string, any>): void;
  alias(alias: string, distinctId?: string): any;
  group(type: string, key: string, properties?: Record<string, any>): void;
  groupIdentify(type: string, key: string, properties?: Record<string, any>): void;
  reset(all?: boolean): void;
  get_distinct_id(): any;
  get_property(name: string): any;
  getDistinctId(): any;
  getAnonymousId(): any;
  [other: string]: any;`;

const HOOKS = `
export function usePostHog(): PostHog;
export function PostHogProvider(props: any): any;`;

const PAGE = `
export class PostHog {
  init(token: string, options?: any, name?: string): PostHog;${PAGE_CLIENT}
}
export const posthog: PostHog;`;

const APP = `
export class PostHog {
  constructor(token: string, options?: any);${PAGE_CLIENT}
}`;

const NODE = `
interface Message {
  distinctId?: string;
  event: string;
  properties?: Record<string | number, any>;
  groups?: Record<string, any>;
  timestamp?: Date;
  [other: string]: any;
}
interface Identity { distinctId: string; properties?: Record<string | number, any>; [other: string]: any }
interface Alias { distinctId: string; alias: string; [other: string]: any }
export class PostHog {
  constructor(token: string, options?: any);
  capture(message: Message): void;
  captureImmediate(message: Message): Promise<void>;
  identify(identity: Identity): void;
  identifyImmediate(identity: Identity): Promise<void>;
  alias(alias: Alias): void;
  aliasImmediate(alias: Alias): Promise<void>;
  groupIdentify(group: { groupType: string; groupKey: string; properties?: any; distinctId?: string }): void;
  [other: string]: any;
}`;

const REACT = `
import * as all from "react";
export default all;
export interface Context<T> {
  Provider: (props: { value: T; children?: any }) => any;
  Consumer: (props: { children: (value: T) => any }) => any;
}
export function createContext<T>(value: T): Context<T>;
export function useContext<T>(context: Context<T>): T;
export function use<T>(value: Context<T> | Promise<T>): T;
export function useCallback<T>(callback: T, dependencies: readonly any[]): T;
export function useEffectEvent<T>(callback: T): T;
export function useMemo<T>(make: () => T, dependencies: readonly any[]): T;
export function useRef<T>(value: T): { current: T };
export function useState<T>(value: T | (() => T)): [T, (value: T | ((last: T) => T)) => void];
export function useEffect(effect: () => any, dependencies?: readonly any[]): void;
export function memo<T>(component: T): T;
export function cache<T>(make: T): T;`;

const TEXTS: Readonly<Record<string, string>> = {
  "posthog-js": `${PAGE}\nexport default posthog;`,
  "posthog-js/react": `${PAGE}${HOOKS}`,
  "@posthog/react": `${PAGE}${HOOKS}`,
  "posthog-js-lite": `${APP}\nexport default PostHog;`,
  "posthog-react-native": `${APP}${HOOKS}\nexport default PostHog;`,
  "posthog-node": `${NODE}\nexport default PostHog;`,
  react: REACT,
};

const FOLDER = "/stand-ins/node_modules/";
const ENDING = "/index.d.ts";

/** The file of the declarations that stand in for a package, if there are some. */
export function standInFor(specifier: string): string | undefined {
  return Object.hasOwn(TEXTS, specifier) ? FOLDER + specifier + ENDING : undefined;
}

/** The text of a file that {@link standInFor} names. */
export function textOfStandIn(path: string): string | undefined {
  return path.startsWith(FOLDER) ? TEXTS[path.slice(FOLDER.length, -ENDING.length)] : undefined;
}
