import { gunzipSync } from "node:zlib";

/** Gives what waits until a request with an event has ended, also where nobody answers it. */
export function watchEvents(page) {
  let text = "";
  let look;
  const note = (request) => {
    const body = request.postDataBuffer();
    if (body === null) return;
    text += body[0] === 0x1f ? gunzipSync(body) : body;
    look?.();
  };
  page.on("requestfinished", note);
  page.on("requestfailed", note);
  return (name) =>
    new Promise((resolve) => {
      look = () => text.includes(`"${name}"`) && resolve();
      look();
    });
}
