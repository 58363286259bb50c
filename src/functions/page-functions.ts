import type { PageFunctions } from "../commands/inspector/live/live-page.ts";
import { answerKey } from "../observe/session.ts";
import { callFunction } from "./call-function.ts";
import type { PlanFunction, Project } from "./define-function.ts";

/** The functions that the inspector's page has, for the server that serves it. */
export function pageFunctionsOf(functions: readonly PlanFunction[], project: Project): PageFunctions {
  const ask: PageFunctions["ask"] = async (name, input) => {
    const fn = functions.find((one) => one.name === name);
    if (fn?.page === undefined) return { ok: false, text: "The page has no such function." };
    const { code, text } = await callFunction(fn, { parameters: fn.parameters, ...fn.page }, input, project);
    return { ok: code === 0, text };
  };
  const savedOf = async ({ name, page }: PlanFunction): Promise<readonly (readonly [string, string])[]> => {
    if (page === undefined) return [];
    const pairs = (await page.saved?.(project)) ?? [[{}, (await ask(name, {})).text] as const];
    return pairs.map(([input, answer]) => [answerKey(name, input), answer]);
  };
  return {
    ask,
    saved: async () => Object.fromEntries((await Promise.all(functions.map(savedOf))).flat()),
  };
}
