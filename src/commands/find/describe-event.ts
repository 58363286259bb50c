import { namesOfEvent } from "../../plan/names.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";

/** An event in two lines. */
export function describeEvent(event: PlanEvent): string {
  const { name, source, status, category, owner = [], description, trigger, deprecated } = event;
  const facts = [
    `\`${name}\``,
    ...(status === "planned" ? [] : [`${namesOfEvent(event).helper}()`]),
    deprecated?.use === undefined ? status : `${status}, send \`${deprecated.use}\``,
    `source ${source}`,
    ...(category === undefined ? [] : [`category ${category}`]),
    ...(owner.length === 0 ? [] : [`owner ${owner.join(", ")}`]),
  ];
  const meaning = [description, trigger && `Sent when: ${trigger}`].filter(Boolean).join(" ");
  return [facts.join(" · "), ...(meaning === "" ? [] : [`  ${oneLine(meaning)}`])].map(printable).join("\n");
}

/** Text of one line, and no longer than what tells events apart. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
