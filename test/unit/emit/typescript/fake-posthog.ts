/** As much of posthog-js as generated helpers see; the real one is in the tests that need a browser. */
export class FakePostHog {
  readonly captured: {
    readonly event: string;
    readonly distinctId: string | undefined;
    readonly properties: Record<string, unknown> | undefined;
    readonly options: { readonly uuid?: string; readonly timestamp?: Date } | undefined;
  }[] = [];
  readonly calls: (readonly unknown[])[] = [];
  id: string | undefined;
  state: string | undefined;

  constructor({ id, state }: { readonly id?: string; readonly state?: string } = {}) {
    this.id = id;
    this.state = state;
  }

  capture(
    event: string,
    properties?: Record<string, unknown>,
    options?: { readonly uuid?: string; readonly timestamp?: Date },
  ): unknown {
    this.captured.push({ event, distinctId: this.id, properties, options });
    return {};
  }

  identify(id: string, set?: Record<string, unknown>): void {
    this.calls.push(["identify", id, set]);
    this.id = id;
    this.state = "identified";
  }

  reset(): void {
    this.calls.push(["reset"]);
    this.id = "visitor";
    this.state = "anonymous";
  }

  get_distinct_id(): unknown {
    return this.id;
  }

  get_property(name: string): unknown {
    return name === "$user_state" ? this.state : undefined;
  }
}
