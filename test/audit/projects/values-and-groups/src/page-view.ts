import posthog from "posthog-js";

/** The default export of a file whose name is no word. */
export default function viewed(page: string): void {
  posthog.capture(`${page}_viewed`);
}
