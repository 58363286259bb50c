/** The processor time of importing a module, in seconds, after others were imported: its arguments name them, and the module last. */
import { cpuOf } from "./cpu.ts";

const modules = process.argv.slice(2);
const last = modules.pop()!;
for (const module of modules) await import(module);
process.stdout.write(JSON.stringify(await cpuOf(() => import(last))));
