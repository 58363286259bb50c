import type { Emitter } from "../emitter.ts";
import { emitContract } from "./contract/contract.ts";
import { namespaceOf } from "./contract/namespace.ts";

/**
 * `user-id.ts`: what the ids of people, of other senders and of groups are, and the uuid of an event. It imports nothing
 * and needs nothing but ECMAScript, so that the server and the browser hold ids against the very same code.
 */
export const userIdEmitter: Emitter = {
  name: "user-id",
  emit: ({ name, identity, groups, output }) => {
    const body = emitContract({
      user: identity.userId,
      actors: identity.actors,
      groupKeys: groups.flatMap(({ name: group, description, keyForm }) =>
        keyForm === undefined ? [] : [{ name: group, description, forms: [keyForm] }],
      ),
      namespace: namespaceOf(name),
    });
    const file = { path: "user-id.ts", body };
    return output.browser === undefined ? [file] : [file, { ...file, folder: "browser" }];
  },
};
