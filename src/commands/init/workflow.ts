import type { PackageManager } from "../package-manager.ts";

/**
 * A workflow of GitHub Actions that runs one command in the installed project.
 *
 * @param command - holds nothing that YAML would read
 */
export function workflow({ name, ci }: PackageManager, command: string): string {
  return `name: tracking plan
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${SETUPS[name]}      - run: ${ci}
      - run: ${command}
`;
}

const NODE = `      - uses: actions/setup-node@v4
        with:
          node-version: 22
`;

/** What has to be there before packages are installed. */
const SETUPS: Readonly<Record<PackageManager["name"], string>> = {
  npm: NODE,
  // Takes its version from `packageManager` in package.json.
  pnpm: `      - uses: pnpm/action-setup@v4\n${NODE}`,
  yarn: `${NODE}      - run: corepack enable\n`,
  bun: `${NODE}      - uses: oven-sh/setup-bun@v2\n`,
};
