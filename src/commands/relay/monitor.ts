import type { Outbox, PlanCounts, Relay } from "../../runtime/relay.ts";

/** How long an answer of the store is good for, in milliseconds: counting many rows takes time. */
const GOOD_FOR_MS = 5000;

/** What a relay is doing, as monitors ask for it. No key, id or property is in it. */
export interface RelayState {
  /** `ok`, or why it cannot be used. */
  readonly store: string;
  /** `ok`, or why PostHog did not take the last request. */
  readonly host: string;
  /** What is in the store for this relay; absent where the store cannot say. */
  readonly stored?: PlanCounts | undefined;
  readonly counts: ReturnType<Relay["counts"]>;
}

/** Asks the store and the relay how they are. */
export class Monitor {
  readonly #relay: Pick<Relay, "counts" | "hostProblem">;
  readonly #admin: Outbox["admin"];
  readonly #planName: string;
  readonly #now: () => number;
  #asked: { readonly at: number; readonly stored: Promise<PlanCounts | string> } | undefined;

  constructor({
    relay,
    outbox,
    planName,
    now,
  }: {
    readonly relay: Pick<Relay, "counts" | "hostProblem">;
    readonly outbox: Outbox;
    readonly planName: string;
    readonly now: () => number;
  }) {
    this.#relay = relay;
    this.#admin = outbox.admin;
    this.#planName = planName;
    this.#now = now;
  }

  async state(): Promise<RelayState> {
    const stored = await this.#stored();
    return {
      store: typeof stored === "string" ? stored : "ok",
      host: this.#relay.hostProblem ?? "ok",
      stored: typeof stored === "string" ? undefined : stored,
      counts: this.#relay.counts(),
    };
  }

  #stored(): Promise<PlanCounts | string | undefined> {
    if (this.#admin === undefined) return Promise.resolve(undefined);
    const now = this.#now();
    if (this.#asked === undefined || now - this.#asked.at >= GOOD_FOR_MS) {
      this.#asked = { at: now, stored: this.#ask(this.#admin) };
    }
    return this.#asked.stored;
  }

  async #ask(admin: NonNullable<Outbox["admin"]>): Promise<PlanCounts | string> {
    const plan = this.#planName;
    try {
      const all = await admin.counts();
      return all.find((counts) => counts.plan === plan) ?? { plan, waiting: 0, parked: 0, oldestSeconds: 0 };
    } catch (error) {
      return error instanceof Error ? error.message : "the store cannot be used";
    }
  }
}

/** Whether everything is as it should be. */
export function isHealthy({ store, host }: RelayState): boolean {
  return store === "ok" && host === "ok";
}

/** The state as JSON. */
export function healthJson(state: RelayState): string {
  const { store, host, stored, counts } = state;
  const { queued, inFlight, delivered, parked } = counts;
  return `${JSON.stringify({
    status: isHealthy(state) ? "ok" : "failing",
    store,
    host,
    ...(stored && { waiting: stored.waiting, parked: stored.parked, oldestSeconds: stored.oldestSeconds }),
    relay: { queued, inFlight, delivered, parked },
  })}\n`;
}

/**
 * The state in the text format of Prometheus.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats
 */
export function prometheusText({ store, host, stored, counts }: RelayState): string {
  const { delivered, retried, queued, inFlight, parkedBy } = counts;
  const parked = Object.entries(parkedBy).map(
    ([reason, count]) => [`reason="${labelValue(reason)}"`, count] as const,
  );
  return [
    metric("relay_delivered_total", "counter", "Events that PostHog took from this relay.", delivered),
    metric("relay_retried_total", "counter", "Repeated attempts of this relay.", retried),
    metric("relay_parked_total", "counter", "Events that this relay parked, by reason.", parked),
    metric("relay_queued", "gauge", "Claimed events that wait for a request.", queued),
    metric("relay_in_flight", "gauge", "Events in a request without an answer.", inFlight),
    metric("relay_store_up", "gauge", "Whether the outbox can be used.", store === "ok" ? 1 : 0),
    metric("relay_host_up", "gauge", "Whether PostHog took the last request.", host === "ok" ? 1 : 0),
    ...(stored === undefined
      ? []
      : [
          metric("outbox_waiting", "gauge", "Events of the plan that are to be sent.", stored.waiting),
          metric("outbox_parked", "gauge", "Events of the plan that are parked.", stored.parked),
          metric(
            "outbox_oldest_seconds",
            "gauge",
            "Age of the oldest event that is to be sent.",
            stored.oldestSeconds,
          ),
        ]),
  ].join("");
}

function metric(
  name: string,
  type: "counter" | "gauge",
  help: string,
  values: number | readonly (readonly [labels: string, value: number])[],
): string {
  const full = `tracking_plan_${name}`;
  const lines =
    typeof values === "number"
      ? [`${full} ${values}`]
      : values.map(([labels, value]) => `${full}{${labels}} ${value}`);
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ""].join("\n");
}

function labelValue(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
