import { after } from "next/server";
import { ANN } from "../../lib/ann";
import { flush, parseUserId, trackOrderRefunded } from "../../lib/server";

export async function POST(): Promise<Response> {
  trackOrderRefunded(parseUserId(ANN));
  after(() => flush());
  return new Response("ok");
}
