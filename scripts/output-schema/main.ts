/** Writes the schema of what commands print, to the file that is named: a part of the build. */
import { writeFileSync } from "node:fs";
import { outputSchema } from "../../src/commands/output-format.ts";

const [file = "dist/output.schema.json"] = process.argv.slice(2);
writeFileSync(file, `${JSON.stringify(outputSchema(), null, 2)}\n`);
