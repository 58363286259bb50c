/** As much of the packages as is used: types are checked without them, for they are installed only when this part runs. */
declare module "fastify" {
  interface App {
    get(path: string, handler: () => Promise<unknown>): void;
    listen(options: { readonly port: number; readonly host: string }): Promise<string>;
    close(): Promise<void>;
  }
  export function fastify(): App;
}

declare module "@nestjs/core" {
  interface App {
    enableShutdownHooks(): void;
    listen(port: number, host: string): Promise<unknown>;
    getUrl(): Promise<string>;
  }
  export const NestFactory: {
    create(module: unknown, options: { readonly logger: false }): Promise<App>;
  };
}

declare module "@nestjs/common" {
  export function Module(metadata: { readonly controllers: readonly unknown[] }): ClassDecorator;
  export function Controller(): ClassDecorator;
  export function Get(path: string): MethodDecorator;
}
