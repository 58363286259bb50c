/** As much of the packages as is used: types are checked without them, for they are installed only when this part runs. */
type Send = (sql: string, values: string[]) => Promise<unknown>;

declare module "@electric-sql/pglite" {
  export class PGlite {
    static create(): Promise<PGlite>;
    exec(sql: string): Promise<unknown>;
    query: Send;
    transaction(work: (transaction: { readonly query: Send }) => Promise<void>): Promise<void>;
    close(): Promise<void>;
  }
}
declare module "postgres" {
  interface Sql {
    unsafe: Send;
    begin(work: (sql: Sql) => Promise<void>): Promise<void>;
    savepoint(work: (sql: Sql) => Promise<void>): Promise<void>;
    end(): Promise<void>;
  }
  function postgres(url: string, options?: { readonly transform: object }): Sql;
  namespace postgres {
    const camel: object;
  }
  export default postgres;
}
declare module "kysely" {
  interface Dialect {
    readonly createDriver: unknown;
  }
  export const PostgresDialect: new (options: { readonly pool: object }) => Dialect;
  export class Kysely {
    constructor(options: { readonly dialect: Dialect; readonly plugins: object[] });
    executeQuery(query: object): Promise<unknown>;
    transaction(): { execute(work: (transaction: Kysely) => Promise<void>): Promise<void> };
    destroy(): Promise<void>;
  }
  export const CamelCasePlugin: new () => object;
  export const ParseJSONResultsPlugin: new () => object;
  export const CompiledQuery: { raw(sql: string, values: string[]): object };
}
declare module "typeorm" {
  interface Manager {
    query: Send;
    transaction(work: (manager: Manager) => Promise<void>): Promise<void>;
  }
  export class DataSource {
    constructor(options: object);
    readonly manager: Manager;
    initialize(): Promise<unknown>;
    destroy(): Promise<void>;
  }
}
declare module "@prisma/adapter-pg" {
  export const PrismaPg: new (options: { readonly connectionString: string }) => object;
}
declare module "@prisma/client" {
  interface Raw {
    $queryRawUnsafe(sql: string, ...values: string[]): Promise<unknown>;
  }
  export class PrismaClient implements Raw {
    constructor(options: { readonly adapter: object });
    $queryRawUnsafe(sql: string, ...values: string[]): Promise<unknown>;
    $transaction(work: (transaction: Raw) => Promise<void>): Promise<void>;
    $disconnect(): Promise<void>;
  }
}
declare module "drizzle-orm" {
  type Sql = { readonly queryChunks: unknown };
  export const sql: {
    (parts: TemplateStringsArray, ...values: unknown[]): Sql;
    raw(text: string): Sql;
    join(parts: readonly Sql[]): Sql;
  };
}
declare module "drizzle-orm/node-postgres" {
  interface Drizzle {
    execute(sql: object): Promise<unknown>;
    transaction(work: (transaction: Drizzle) => Promise<void>): Promise<void>;
  }
  export function drizzle(pool: object): Drizzle;
}
