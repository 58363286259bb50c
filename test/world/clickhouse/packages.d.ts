/** As much of the packages as is used: types are checked without them, for they are installed only when this part runs. */
declare module "@posthog/hogql-parser" {
  interface Parser {
    parseSelect(query: string, isInternal: boolean): string;
  }
  // oxlint-disable-next-line import/no-default-export -- So the package has it.
  export default function loadParser(): Promise<Parser>;
}

declare module "chdb" {
  export class Session {
    query(query: string, format: string): string;
    cleanup(): void;
  }
}
