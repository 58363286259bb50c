import { Inject, Injectable, type OnModuleDestroy } from "@nestjs/common";
import { PostHog } from "posthog-node";

export const POSTHOG = Symbol("POSTHOG");

export abstract class AnalyticsPort {
  abstract track(input: { userId: string; event: string; props?: object }): void;
}

@Injectable()
export class AnalyticsService extends AnalyticsPort implements OnModuleDestroy {
  static readonly PREFIX = "api_";

  constructor(@Inject(POSTHOG) private readonly client: PostHog) {
    super();
  }

  track({ userId, event, props }: { userId: string; event: string; props?: object }): void {
    this.client.capture({ distinctId: userId, event: `${AnalyticsService.PREFIX}${event}`, properties: props });
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.shutdown();
  }
}

/** Another implementation, which sends nothing. */
export class SilentAnalytics extends AnalyticsPort {
  track(): void {}
}
