import { PostHog, PostHogProvider, usePostHog } from "posthog-react-native";
import { usePostHog as useWebPostHog } from "@posthog/react";

export const client = new PostHog("key");

export function Screen({ user }: { user: { id: string } }) {
  const posthog = usePostHog();
  const web = useWebPostHog();
  const { capture: send } = web;
  posthog.identify(user.id, { plan: "free" });
  posthog.capture("screen_opened", { name: "home" });
  send("from_react_package");
  client.capture("from_instance");
  return <PostHogProvider client={client}>{null}</PostHogProvider>;
}
