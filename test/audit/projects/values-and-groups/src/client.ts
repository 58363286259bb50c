import posthog from "posthog-js";
import seen from "./page-view";

export function open(teamId: string, plan: "free" | "pro"): void {
  posthog.group("team", teamId, { plan });
  posthog.capture("team_opened", { team_id: teamId, plan });
  posthog.capture("🎉", { channel: "web", token: "abc" });
  posthog.capture("order_placed", { total: 3, items: 2.5, channel: "web" });
  seen("home");
}
