"use client";
import { createContext, useCallback, useContext, useEffect, useMemo } from "react";
import { usePostHog } from "posthog-js/react";

interface Analytics {
  capture(event: string, properties?: Record<string, unknown>): void;
  identify(id: string): void;
}

const AnalyticsContext = createContext<Analytics | null>(null);

export const useAnalytics = () => useContext(AnalyticsContext)!;

export function AnalyticsProvider({ user, children }: { user?: { id: string; email: string }; children: unknown }) {
  const posthog = usePostHog();
  const capture = useCallback(
    (event: string, properties?: Record<string, unknown>) => posthog?.capture(event, { ...properties, app: "web" }),
    [posthog],
  );
  const value = useMemo(() => ({ capture, identify: (id: string) => posthog.identify(id) }), [capture, posthog]);
  useEffect(() => {
    if (user) value.identify(user.email);
  }, [user]);
  return <AnalyticsContext.Provider value={value}>{children}</AnalyticsContext.Provider>;
}

/** A hook that gives an allow-listed function; other functions take it by its type. */
export const useCapture = () => {
  const posthog = usePostHog();
  return useCallback(
    function capture(event: "document_opened" | "document_deleted", properties?: Record<string, unknown>) {
      return posthog.capture(event, properties);
    },
    [posthog],
  );
};

export type Capture = ReturnType<typeof useCapture>;
