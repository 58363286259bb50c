import type { Link } from "../../plan/plan.ts";
import type { Pointer } from "../../plan/property.ts";
import { webAddress } from "../../text/web-address.ts";
import type { EventContent } from "../content.ts";
import type { Report } from "../report.ts";
import { quote } from "../words.ts";

/** Reads the pages about an event. Reports addresses that are not of the web: a click must not run code. */
export function readLinks(
  report: Report,
  links: EventContent["links"],
  at: Pointer,
): readonly Link[] | undefined {
  return links?.flatMap(({ title, url }, index) => {
    if (title === undefined || url === undefined) return [];
    const address = webAddress(url);
    if (address === undefined) {
      report.add({
        code: "link-not-web",
        at: [...at, index, "url"],
        message: `${quote(url)} is not an http or https address.`,
        hint: "Write an address that starts with `https://`.",
      });
      return [];
    }
    return [{ title, url: address }];
  });
}
