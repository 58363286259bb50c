import type { ContractInput } from "../../../../src/emit/typescript/user-id-module.ts";
import type { IdForm, IdFormat } from "../../../../src/plan/ids/identity.ts";
import { NAMESPACE } from "../../../vectors/load-vectors.ts";

export function form(format: IdFormat, rest: Partial<Omit<IdForm, "format">> = {}): IdForm {
  return { at: [], format, prefix: "", acceptUnprefixed: false, ...rest };
}

/** The contract of the product's own plan. */
export const SEED: ContractInput = {
  user: {
    description: "The id of the person, the same string on the frontend and the backend.",
    forms: [form({ kind: "uuid" }, { prefix: "user_", acceptUnprefixed: true })],
  },
  actors: [],
  groupKeys: [],
  namespace: NAMESPACE,
};

/** A contract with everything that one can have, and with text that must not break out of its place. */
export const FULL: ContractInput = {
  user: {
    description: "The person. */ `${process.exit()}`",
    forms: [
      form({ kind: "uuid" }, { prefix: "user_", acceptUnprefixed: true }),
      form({ kind: "ulid" }, { prefix: "u`${1}\\" }),
      form({ kind: "pattern", pattern: "[^/\"'`$\\\\@<]{5}</script>\\/" }, { prefix: "legacy:" }),
    ],
  },
  actors: [
    { name: "nightly_job", forms: [form({ kind: "pattern", pattern: "[a-z_]+" }, { prefix: "job_" })] },
    { name: "Service account", forms: [form({ kind: "integer" }, { prefix: "svc_" })] },
  ],
  groupKeys: [
    { name: "organization", forms: [form({ kind: "pattern", pattern: "org_[a-z0-9]{3,}" })] },
    { name: "workspace", forms: [form({ kind: "uuid" })] },
  ],
  namespace: NAMESPACE,
};
