// Holds generated contracts against values, on whichever Node runs it. Input: JSON on stdin. Output: JSON on stdout.
import { text } from "node:stream/consumers";

const { modules, rows, uuids } = JSON.parse(await text(process.stdin));
const load = (code) => import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
const contracts = Object.fromEntries(
  await Promise.all(Object.entries(modules).map(async ([name, code]) => [name, await load(code)])),
);
// What JSON cannot say is written as code; see test/vectors/README.md.
const valueOf = (raw) => (raw?.js === undefined ? raw : new Function(`return (${raw.js});`)());

process.stdout.write(
  JSON.stringify({
    version: process.versions.node,
    outcomes: rows.map(({ module, raw }) => contracts[module].parseUserId(valueOf(raw))),
    uuids: uuids.map(({ module, event, id, key }) => contracts[module].eventUuid(event, id, key)),
  }),
);
