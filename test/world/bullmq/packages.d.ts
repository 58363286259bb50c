/** As much of the package as is used: types are checked without it, for it is installed only when this part runs. */
declare module "bullmq" {
  interface Options {
    readonly connection: object;
  }
  export class Queue {
    constructor(name: string, options: Options);
    add(name: string, data: object): Promise<unknown>;
    close(): Promise<void>;
  }
  export class Worker {
    constructor(name: string, processor: (() => Promise<void>) | URL, options: Options);
    on(event: "completed", listen: () => void): void;
    close(): Promise<void>;
  }
}
