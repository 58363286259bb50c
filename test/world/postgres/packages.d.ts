/** As much of the packages as is used: types are checked without them, for they are installed only when this part runs. */
type Send = (sql: string, values: string[]) => Promise<unknown>;

declare module "postgres" {
  interface Sql {
    unsafe: Send;
    begin(work: (sql: Sql) => Promise<void>): Promise<void>;
    savepoint(work: (sql: Sql) => Promise<void>): Promise<void>;
    end(): Promise<void>;
  }
  export default function postgres(url: string): Sql;
}
declare module "kysely" {
  interface Dialect {
    readonly createDriver: unknown;
  }
  export const PostgresDialect: new (options: { readonly pool: object }) => Dialect;
  export class Kysely {
    constructor(options: { readonly dialect: Dialect });
    executeQuery(query: object): Promise<unknown>;
    transaction(): { execute(work: (transaction: Kysely) => Promise<void>): Promise<void> };
    destroy(): Promise<void>;
  }
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
