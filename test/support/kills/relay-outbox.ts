/** The module that `tracking-plan relay` loads: the outbox that the environment names. */
import { workOnFile } from "./worker-file.ts";
import { workOnPostgres } from "./worker-postgres.ts";

export const { outbox } = process.env["STORE"] === "file" ? workOnFile() : workOnPostgres();
