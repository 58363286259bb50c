import posthog from "posthog-js";
import { usePostHog } from "posthog-js/react";
import { createContext, useCallback, useContext, useMemo } from "react";

interface Tracking {
  track: (event: string, properties?: object) => void;
}

const TrackingContext = createContext<Tracking>({ track: () => {} });

/** A hook whose result is a function. React has no types here. */
export const useTrack = () => {
  const posthog = usePostHog();
  return useCallback(
    (event: string, properties?: object) => {
      posthog?.capture(`app_${event}`, properties);
    },
    [posthog],
  );
};

export function useTracking() {
  const posthog = usePostHog();
  const clicked = (button: string) => posthog.capture("button_clicked", { button });
  return { clicked, viewed: useMemo(() => (name: string) => posthog.capture(name), [posthog]) };
}

export function Button({ color }: { color?: string }) {
  const track = useTrack();
  const { clicked, viewed } = useTracking();
  const { capture } = posthog;
  return (
    <button
      onClick={() => {
        track("opened", { color });
        clicked("save");
        viewed("page_viewed");
        capture("destructured", { a: true });
        window.posthog?.capture("from_window");
        posthog.identify("user_1", { plan: "pro" });
        posthog.reset();
      }}
    />
  );
}
