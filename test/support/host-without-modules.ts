import { vi } from "vitest";

/**
 * Makes this a host that has none of Node's own modules, as long as the test runs. All else of its process stays: Vitest uses it
 * between the steps of a test, too.
 */
export function takeModulesAway(): void {
  vi.stubGlobal("process", Object.create(process, { getBuiltinModule: { value: undefined } }));
}
