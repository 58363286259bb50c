/**
 * The code of a product, as many files as asked for: models, services, hooks, components with JSX and request handlers, which
 * import each other. One file in twenty sends events, directly or through a wrapper. The same every time.
 */
interface CodeProject {
  readonly files: number;
}

/** Which of the kinds the files are, in turns. */
const KINDS = [
  "service",
  "component",
  "model",
  "component",
  "service",
  "hook",
  "component",
  "handler",
  "service",
  "component",
] as const;

type Kind = (typeof KINDS)[number];

/** A service and a component of so many files send events. */
const SENDING = 40;

/** Files of one folder, as a feature of the product. */
const PER_FEATURE = 50;

/** Path → text. It compiles under `strict` with the types of React, Node and PostHog's packages. */
export function codeProject({ files }: CodeProject): Readonly<Record<string, string>> {
  const modules = Array.from({ length: files - Object.keys(ANALYTICS).length }, (_, index) => index);
  return {
    ...ANALYTICS,
    ...Object.fromEntries(modules.map((index) => [`${pathOf(index)}${ending(index)}`, textOf(index)])),
  };
}

/** The events that the code sends. */
export function eventsOfCode({ files }: CodeProject): readonly string[] {
  const senders = Array.from({ length: Math.ceil(files / SENDING) }, (_, index) => index * SENDING);
  return [...new Set(senders.map(eventOf))].toSorted();
}

const ANALYTICS: Readonly<Record<string, string>> = {
  "src/analytics/track.ts": `import { posthog } from "posthog-js";

export function track(event: string, properties?: Record<string, unknown>): void {
  if (typeof window === "undefined") return;
  posthog.capture(event, properties);
}
`,
  "src/analytics/use-analytics.ts": `import { useCallback } from "react";
import { track } from "./track";

export function useAnalytics() {
  const send = useCallback((event: string, properties?: Record<string, unknown>) => track(event, properties), []);
  return { send };
}
`,
  "src/analytics/server.ts": `import { PostHog } from "posthog-node";

export class Analytics {
  private readonly client = new PostHog(process.env.POSTHOG_KEY ?? "key");

  record(userId: string, event: string, properties: Record<string, unknown> = {}): void {
    this.client.capture({ distinctId: userId, event, properties });
  }
}

export const analytics = new Analytics();
`,
};

function kindOf(index: number): Kind {
  return KINDS[index % KINDS.length] ?? "service";
}

function ending(index: number): string {
  return kindOf(index) === "component" ? ".tsx" : ".ts";
}

function pathOf(index: number): string {
  return `src/feature-${Math.floor(index / PER_FEATURE)}/${kindOf(index)}-${index}`;
}

function eventOf(index: number): string {
  const names = ["list_opened", "item_saved", "report_shared", "member_invited", "plan_changed"] as const;
  return `${names[(index / SENDING) % names.length]}_${index % 400}`;
}

/** Earlier files of a kind, near and far. */
function earlier(index: number, kind: Kind, count: number): readonly number[] {
  const found: number[] = [];
  for (let at = index - 1, step = 1; at >= 0 && found.length < count; at -= step) {
    if (kindOf(at) !== kind) {
      step = 1;
      continue;
    }
    found.push(at);
    // Every other one is of another feature.
    step = found.length % 2 === 0 ? 1 : 10 * (1 + ((index * 7) % 23));
  }
  return found;
}

function importOf(names: string, index: number): string {
  return `import ${names} from "@/${pathOf(index).slice("src/".length)}";`;
}

function textOf(index: number): string {
  switch (kindOf(index)) {
    case "model":
      return modelText(index);
    case "service":
      return serviceText(index);
    case "hook":
      return hookText(index);
    case "component":
      return componentText(index);
    case "handler":
      return handlerText(index);
  }
}

function modelText(index: number): string {
  const others = earlier(index, "model", 3);
  return `${others.map((other) => importOf(`type { Model${other} }`, other)).join("\n")}

export const STATES_${index} = ["draft", "active", "archived", "kind-${index % 9}"] as const;
export type State${index} = (typeof STATES_${index})[number];

export interface Model${index} {
  readonly id: string;
  readonly name: string;
  readonly state: State${index};
  readonly createdAt: Date;
  readonly amount: number;
  readonly tags: readonly string[];
${others.map((other) => `  readonly part${other}?: Model${other} | undefined;`).join("\n")}
}

export type Draft${index} = Omit<Model${index}, "id" | "createdAt"> & { readonly note?: string };

export function isState${index}(value: unknown): value is State${index} {
  return typeof value === "string" && STATES_${index}.some((one) => one === value);
}

export function sort${index}(models: readonly Model${index}[], by: keyof Model${index} = "name"): readonly Model${index}[] {
  return [...models].sort((one, other) => String(one[by]).localeCompare(String(other[by])));
}

export function create${index}(draft: Draft${index}): Model${index} {
  const { note, ...rest } = draft;
  const tags = note === undefined ? draft.tags : [...draft.tags, note.trim()];
  return { ...rest, tags, id: crypto.randomUUID(), createdAt: new Date() };
}
`;
}

function serviceText(index: number): string {
  const models = earlier(index, "model", 2);
  const services = earlier(index, "service", 3);
  const [model] = models;
  const sends = index % SENDING === 0;
  const item =
    model === undefined
      ? "{ id: string; amount: number; name: string; tags: readonly string[] }"
      : `Model${model}`;
  return `${models.map((other) => importOf(`type { Model${other} }`, other)).join("\n")}
${services.map((other) => importOf(`{ Service${other} }`, other)).join("\n")}
${sends ? 'import { analytics } from "@/analytics/server";' : ""}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

export interface Options${index} {
  readonly limit?: number;
  readonly after?: string | undefined;
  readonly filter?: (item: ${item}) => boolean;
}

export class Service${index} {
  readonly #items = new Map<string, ${item}>();
${services.map((other) => `  readonly service${other} = new Service${other}();`).join("\n")}

  async find(id: string): Promise<${item} | undefined> {
    await Promise.resolve();
    return this.#items.get(id);
  }

  async list({ limit = 50, after, filter = () => true }: Options${index} = {}): Promise<Page<${item}>> {
    const all = [...this.#items.values()].filter(filter);
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const items = all.slice(start, start + limit);
    return { items, next: items.length === limit ? items.at(-1)?.id : undefined };
  }

  async save(userId: string, item: ${item}): Promise<void> {
    this.#items.set(item.id, item);
${sends ? `    analytics.record(userId, "${eventOf(index)}", { item_id: item.id, amount: item.amount, is_new: !this.#items.has(item.id) });` : "    await this.find(userId);"}
  }

  total(): number {
    return [...this.#items.values()].reduce((sum, { amount }) => sum + amount, 0);
  }

  byTag(): ReadonlyMap<string, readonly ${item}[]> {
    const groups = new Map<string, ${item}[]>();
    for (const item of this.#items.values()) {
      for (const tag of item.tags) groups.set(tag, [...(groups.get(tag) ?? []), item]);
    }
    return groups;
  }

  summary(): Record<string, number> {
    return Object.fromEntries([...this.byTag()].map(([tag, items]) => [tag, items.length * ${1 + (index % 7)}] as const));
  }
}
`;
}

function hookText(index: number): string {
  const [service] = earlier(index, "service", 1);
  return `import { useCallback, useEffect, useMemo, useState } from "react";
${service === undefined ? "" : importOf(`{ Service${service} }`, service)}

interface Loaded${index} {
  readonly names: readonly string[];
  readonly error: Error | undefined;
  readonly isLoading: boolean;
}

export function useHook${index}(query: string): Loaded${index} & { readonly reload: () => void } {
  const service = useMemo(() => ${service === undefined ? "undefined" : `new Service${service}()`}, []);
  const [state, setState] = useState<Loaded${index}>({ names: [], error: undefined, isLoading: true });
  const load = useCallback(async () => {
    try {
      const page = await service?.list({ filter: (item) => item.id.includes(query) });
      const names = page?.items.map(({ name }) => name) ?? [];
      setState({ names, error: undefined, isLoading: false });
    } catch (error) {
      setState((last) => ({ ...last, error: error instanceof Error ? error : new Error(String(error)), isLoading: false }));
    }
  }, [query, service]);
  useEffect(() => {
    void load();
  }, [load]);
  return { ...state, reload: () => void load() };
}
`;
}

function componentText(index: number): string {
  const others = earlier(index, "component", 3);
  const [hook] = earlier(index, "hook", 1);
  const [model] = earlier(index, "model", 1);
  const way = index % SENDING === 1 ? (Math.floor(index / SENDING) % 3) + 1 : 0;
  const event = eventOf(index - 1);
  const send = [
    "",
    `track("${event}", { title, count: selected.size });`,
    `send("${event}", { title, source: "component" });`,
    `posthog?.capture("${event}", { title, count: selected.size });`,
  ][way];
  return `import { useMemo, useState, type ReactNode } from "react";
${others.map((other) => importOf(`{ Component${other} }`, other)).join("\n")}
${hook === undefined ? "" : importOf(`{ useHook${hook} }`, hook)}
${model === undefined ? "" : importOf(`type { Model${model} }`, model)}
${["", 'import { track } from "@/analytics/track";', 'import { useAnalytics } from "@/analytics/use-analytics";', 'import { usePostHog } from "posthog-js/react";'][way]}

export interface Component${index}Props {
  readonly title: string;
  readonly items?: readonly ${model === undefined ? "{ id: string; name: string }" : `Model${model}`}[];
  readonly footer?: ReactNode;
  readonly onSelect?: (id: string) => void;
}

export function Component${index}({ title, items = [], footer, onSelect }: Component${index}Props) {
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
${way === 2 ? "  const { send } = useAnalytics();" : way === 3 ? "  const posthog = usePostHog();" : ""}
${hook === undefined ? "" : `  const { names, isLoading } = useHook${hook}(query);`}
  const visible = useMemo(
    () => items.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase())).slice(0, ${10 + (index % 40)}),
    [items, query],
  );
  const select = (id: string): void => {
    setSelected((last) => new Set([...last, id]));
    ${send}
    onSelect?.(id);
  };
  return (
    <section className="component-${index % 100}">
      <header>
        <h2>{title}</h2>
        <input value={query} onChange={(event) => setQuery(event.target.value)} placeholder="Search" />
      </header>
      {visible.length === 0 ? <p>Nothing found</p> : null}
      <ul>
        {visible.map(({ id, name }) => (
          <li key={id} aria-selected={selected.has(id)}>
            <button type="button" onClick={() => select(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
${hook === undefined ? "" : '      {isLoading ? <span>Loading</span> : <small>{names.join(", ")}</small>}'}
${others.map((other) => `      <Component${other} title={\`\${title} ${other}\`} onSelect={select} />`).join("\n")}
      {footer}
    </section>
  );
}
`;
}

function handlerText(index: number): string {
  const services = earlier(index, "service", 3);
  return `${services.map((other) => importOf(`{ Service${other} }`, other)).join("\n")}

interface Request${index} {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly userId: string;
  readonly body?: unknown;
}

${services.map((other) => `const service${other} = new Service${other}();`).join("\n")}

export async function handle${index}({ method, path, userId, body }: Request${index}): Promise<Response> {
  const [, resource = "", id] = path.split("/");
  switch (method) {
    case "GET": {
      const found = ${services.map((other) => `(await service${other}.find(id ?? resource))`).join(" ?? ") || "undefined"};
      return found === undefined ? new Response("Not found", { status: 404 }) : Response.json({ found, userId });
    }
    case "POST": {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return new Response(text, { status: 201, headers: { "content-type": "application/json" } });
    }
    case "DELETE": {
      const totals = [${services.map((other) => `service${other}.total()`).join(", ")}];
      return Response.json({ deleted: id, total: totals.reduce((sum, one) => sum + one, ${index}) });
    }
  }
}
`;
}
