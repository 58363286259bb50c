import type { PageFunctions } from "../commands/inspector/live/live-page.ts";
import type { Io } from "../commands/io.ts";
import { answerKey } from "../observe/session.ts";
import { callFunction } from "./call-function.ts";
import type { PlanFunction, Project } from "./define-function.ts";

/** The functions that the inspector's page has, for the server that serves it. */
export function pageFunctionsOf(functions: readonly PlanFunction[], io: Io): PageFunctions {
  const projectOf = (openPlan: Io["openPlan"]): Project => ({ plan: undefined, io: { ...io, openPlan } });
  const ask: PageFunctions["ask"] = async (name, input, plan) => {
    const fn = functions.find((one) => one.name === name);
    if (fn?.page === undefined) return { ok: false, text: "The page has no such function." };
    const signature = { parameters: fn.parameters, ...fn.page };
    const { code, text } = await callFunction(fn, signature, input, projectOf(plan));
    return { ok: code === 0, text };
  };
  return {
    ask,
    saved: async (plan) => {
      const savedOf = async ({ name, page }: PlanFunction): Promise<[key: string, answer: string][]> => {
        if (page === undefined) return [];
        if (page.saved === undefined) {
          const { ok, text } = await ask(name, {}, plan);
          return ok ? [[answerKey(name, {}), text]] : [];
        }
        const pairs = await page.saved(projectOf(plan));
        return pairs.map(([input, answer]) => [answerKey(name, input), answer]);
      };
      return Object.fromEntries((await Promise.all(functions.map(savedOf))).flat());
    },
  };
}
