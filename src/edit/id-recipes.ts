/** What `identity.user_id` is for a kind of product. */
export interface IdRecipe {
  readonly title: string;
  /** An id of a person there. */
  readonly example: string;
  /** The keys of `user_id`, without its description. */
  readonly form: Readonly<Record<string, string | boolean>>;
}

/**
 * Common kinds of ids, by their names for `init --id`. The first is the default of `init --yes`. `docs/ids.md` says of
 * each what it was verified with.
 */
export const ID_RECIPES = {
  "prefixed-uuid": {
    title: "UUIDs with a prefix",
    example: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    form: {
      format: "uuid",
      prefix: "user_",
      accept_unprefixed: "The database stores the UUID without the prefix.",
    },
  },
  uuid: bareUuid("UUIDs", "The login uses UUIDs without a prefix."),
  clerk: {
    title: "Clerk",
    example: "user_2NNEqL2nrIRdJ194ndJqAHwEfxC",
    form: { format: "ksuid", prefix: "user_" },
  },
  auth0: {
    title: "Auth0",
    example: "auth0|507f1f77bcf86cd799439011",
    form: { format: "objectid", prefix: "auth0|" },
  },
  supabase: bareUuid("Supabase", "Supabase Auth uses UUIDs without a prefix."),
  "better-auth": {
    title: "Better Auth",
    example: "QFZcKPa7LM7nUJaH0GKXxwW5OUcsnhOU",
    form: {
      format: "pattern",
      pattern: "[0-9A-Za-z]{32}",
      accept_unprefixed: "Better Auth's ids have no prefix.",
    },
  },
  firebase: {
    title: "Firebase",
    example: "L8Y3zCJMfPxvmYiBqiDcg5W7ZIYs",
    form: {
      format: "pattern",
      pattern: "[0-9A-Za-z]{28}",
      accept_unprefixed: "Firebase's uids have no prefix.",
    },
  },
  workos: {
    title: "WorkOS",
    example: "user_01E4ZCR3C56J083X43JQXF3JK5",
    form: { format: "ulid", prefix: "user_" },
  },
  cognito: bareUuid("Amazon Cognito", "Cognito's sub is a bare UUID."),
  keycloak: bareUuid("Keycloak", "Keycloak's sub is a bare UUID."),
  payload: {
    title: "Payload with MongoDB",
    example: "507f1f77bcf86cd799439011",
    form: { format: "objectid", accept_unprefixed: "Payload's ids have no prefix." },
  },
  "payload-integer": integer("Payload with a SQL database", "Payload's ids have no prefix."),
  "payload-uuid": bareUuid("Payload with `idType: uuid`", "Payload's ids have no prefix."),
  medusa: {
    title: "Medusa, customers",
    example: "cus_01M8KE2NPKQCCFZY54W44Q65TS",
    form: { format: "ulid", prefix: "cus_" },
  },
  prisma: {
    title: "Prisma",
    example: "cjld2cjxh0000qzrmn831i7rn",
    form: { format: "cuid", accept_unprefixed: "Prisma's cuid() has no prefix." },
  },
  integer: integer("Integers from a database", "Ids are the table's primary keys."),
  ulid: {
    title: "ULIDs",
    example: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    form: { format: "ulid", accept_unprefixed: "The login uses ULIDs without a prefix." },
  },
  "prefixed-ulid": {
    title: "ULIDs with a prefix",
    example: "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    form: { format: "ulid", prefix: "usr_" },
  },
  typeid: {
    title: "TypeIDs",
    example: "user_01h455vb4pex5vsknk084sn02q",
    form: { format: "typeid", prefix: "user_" },
  },
} as const satisfies Record<string, IdRecipe>;

export type IdRecipeName = keyof typeof ID_RECIPES;

function bareUuid(title: string, reason: string): IdRecipe {
  const example = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  return { title, example, form: { format: "uuid", accept_unprefixed: reason } };
}

function integer(title: string, reason: string): IdRecipe {
  return { title, example: "90210", form: { format: "integer", reused: false, accept_unprefixed: reason } };
}
