import { Module } from "@nestjs/common";
import { PostHog } from "posthog-node";
import { AnalyticsPort, AnalyticsService, POSTHOG } from "./analytics.service";

@Module({
  providers: [
    { provide: POSTHOG, useFactory: () => new PostHog("key") },
    { provide: AnalyticsPort, useClass: AnalyticsService },
  ],
})
export class AnalyticsModule {}
