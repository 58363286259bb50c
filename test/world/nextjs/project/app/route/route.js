import { trackFive } from "../tracked-client.js";

export const dynamic = "force-dynamic";

export async function GET() {
  await trackFive();
  return new Response("tracked");
}
