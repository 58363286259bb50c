import { after } from "next/server";
import { createElement } from "react";
import { trackFive } from "../tracked-client.js";

export const dynamic = "force-dynamic";

async function buy() {
  "use server";
  const client = await trackFive();
  after(() => client.flush());
}

// oxlint-disable-next-line import/no-default-export -- Pages are default exports.
export default function Page() {
  return createElement("form", { action: buy }, createElement("button", undefined, "Buy"));
}
