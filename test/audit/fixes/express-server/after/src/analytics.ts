import { PostHog } from 'posthog-node'

export const client = new PostHog('key')

/** Sends what waits. */
export async function stop(): Promise<void> {
  await client.shutdown()
}
