import { after } from "next/server";
import { trackFive } from "../tracked-client.js";

export const dynamic = "force-dynamic";

export async function GET() {
  const client = await trackFive();
  after(() => client.flush());
  return new Response("tracked");
}
