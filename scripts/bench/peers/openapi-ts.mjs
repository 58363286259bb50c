import { createClient } from "@hey-api/openapi-ts";

const [input, folder] = process.argv.slice(2);
await createClient({
  input: `${input}/openapi.json`,
  output: { path: folder },
  plugins: ["@hey-api/typescript"],
  logs: { level: "silent" },
});
