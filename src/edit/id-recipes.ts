/** What `identity.user_id` is for a kind of product. */
export interface IdRecipe {
  readonly title: string;
  /** An id of a person there. */
  readonly example: string;
  /** The keys of `user_id`, without its description. */
  readonly form: Readonly<Record<string, string>>;
}

/** The ids that products have, by the names that `init --id` takes. The first is what `init --yes` takes. */
export const ID_RECIPES = {
  uuid: {
    title: "UUIDs with a prefix",
    example: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    form: {
      format: "uuid",
      prefix: "user_",
      accept_unprefixed: "The database keeps the bare UUID: it becomes user_<uuid>.",
    },
  },
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
  supabase: {
    title: "Supabase",
    example: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    form: { format: "uuid", accept_unprefixed: "Supabase Auth makes bare UUIDs." },
  },
  prisma: {
    title: "Prisma",
    example: "cjld2cjxh0000qzrmn831i7rn",
    form: { format: "cuid", accept_unprefixed: "Prisma's cuid() has no prefix." },
  },
  integer: {
    title: "Numbers of a database",
    example: "90210",
    form: { format: "integer", accept_unprefixed: "The table counts them." },
  },
  ulid: {
    title: "ULIDs with a prefix",
    example: "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV",
    form: { format: "ulid", prefix: "usr_" },
  },
} as const satisfies Record<string, IdRecipe>;

export type IdRecipeName = keyof typeof ID_RECIPES;
