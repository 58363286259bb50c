import posthog from "posthog-js";

export interface EventMap {
  project_created: { template: "blank" | "import"; members?: number };
  project_archived: { reason: string | null };
}

type Args<Name extends keyof EventMap> = [name: Name, properties: EventMap[Name]];

export function track<Name extends keyof EventMap>(...[name, properties]: Args<Name>): void {
  posthog.capture(name, properties);
}

/** Overloads of one implementation. */
export function log(name: "page_opened"): void;
export function log(name: "page_closed", seconds: number): void;
export function log(name: string, seconds?: number): void {
  posthog.capture(name, { seconds });
}

export function withTracking<Props extends object>(event: string, component: (props: Props) => unknown) {
  return (props: Props) => {
    posthog.capture(event);
    return component(props);
  };
}
