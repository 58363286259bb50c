import { after } from "next/server";
import { trackedClient } from "../tracked-client.js";

export const dynamic = "force-dynamic";

const client = await trackedClient();
client.configure({
  apiKey: process.env.POSTHOG_API_KEY,
  host: process.env.POSTHOG_HOST,
  waitUntil: after,
});

export async function GET() {
  for (let call = 0; call < 5; call += 1) client.track();
  return new Response("tracked");
}
