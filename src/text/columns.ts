import type * as StringWidth from "string-width";
import { loadPackage } from "./load-package.ts";

/** How many columns of a terminal a text takes, without its escape sequences. */
export function columnsOf(text: string): number {
  // Nearly all texts, and long ones that were cut. Unicode's tables take longer to load than a command takes otherwise.
  if (/^[\x20-\x7e…]*$/u.test(text)) return text.length;
  const { default: stringWidth } = loadPackage("string-width") as typeof StringWidth;
  return stringWidth(text);
}
