import { expect, test } from "vitest";
import { addProperties } from "../../../src/edit/add-properties.ts";

const flag = { name: "flag", type: "boolean", optional: true };

const added = (text: string): ReturnType<typeof addProperties> =>
  addProperties(text, [{ event: "sent", properties: [flag] }]);

test.each([
  [
    "lines with CRLF, indented by four",
    "events:\r\n    sent:\r\n        properties:\r\n            a: { type: string }\r\n    last: {}\r\n",
    "events:\r\n    sent:\r\n        properties:\r\n            a: { type: string }\r\n            flag: { type: boolean, optional: true }\r\n    last: {}\r\n",
  ],
  [
    "a file without a final line end",
    "events:\n  sent:\n    description: Sent.",
    "events:\n  sent:\n    description: Sent.\n    properties:\n      flag: { type: boolean, optional: true }",
  ],
  [
    "an event without anything but a comment",
    "events:\n  sent: # nothing yet\n  last: {}\n",
    "events:\n  sent: # nothing yet\n    properties:\n      flag: { type: boolean, optional: true }\n  last: {}\n",
  ],
  [
    "an event with nothing in its properties",
    "events:\n  sent:\n    properties: {} # none\n",
    "events:\n  sent:\n    properties: # none\n      flag: { type: boolean, optional: true }\n",
  ],
  [
    "JSON",
    '{ "events": { "sent": { "description": "Sent." } } }',
    '{ "events": { "sent": { "description": "Sent.", "properties": { "flag": { "type": "boolean", "optional": true } } } } }',
  ],
  [
    "a last property of several lines",
    "events:\n  sent:\n    properties:\n      a:\n        type: string # kept\n        description: >-\n          Two\n          lines.\n\n  last: {}\n",
    "events:\n  sent:\n    properties:\n      a:\n        type: string # kept\n        description: >-\n          Two\n          lines.\n      flag: { type: boolean, optional: true }\n\n  last: {}\n",
  ],
])("adds to %s, and keeps every other byte", (_, text, expected) => {
  expect(added(text)).toStrictEqual({ text: expected, left: [] });
});

test.each([
  ["of another file", "events:\n  other: {}\n"],
  ["that is an alias", "events:\n  other: &one { description: One. }\n  sent: *one\n"],
  ["in a file that is no YAML", "events: [\n"],
])("leaves an event %s as it is", (_, text) => {
  expect(added(text)).toStrictEqual({ text, left: ["sent"] });
});
