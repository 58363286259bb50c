/** How messages name what the paths of a file must not leave, whose files it holds, and why it is the limit if that is not plain. */
export const TERRITORIES = {
  repository: { name: "the repository", owner: "repository", why: "" },
  workspace: {
    name: "the workspace",
    owner: "workspace",
    why: ": without `.git`, the workspace root is the limit",
  },
  folder: {
    name: "the plan's folder",
    owner: "plan",
    why: ": without `.git` and a workspace root above it, that folder is the limit",
  },
  package: { name: "the package", owner: "package", why: "" },
} as const;

/** What the paths of a file must not leave: the repository or what stands for it, or the package that the file is in. */
export type Territory = keyof typeof TERRITORIES;
