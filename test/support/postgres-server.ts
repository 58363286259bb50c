import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PostgresServer {
  readonly connectionString: string;
  /** Ends it at once, as a crash does. What was committed stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again, on the same port. */
  readonly start: () => Promise<void>;
  /** Ends it, and deletes its data. */
  readonly remove: () => Promise<void>;
}

/** The folder of PostgreSQL's programs; `undefined` where it is not installed. */
export const postgresPrograms = findPrograms();

function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const folders = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, "bin"))
    : [];
  return [...folders, ...(process.env["PATH"] ?? "").split(":")].find((folder) =>
    existsSync(join(folder, "initdb")),
  );
}

/**
 * A server with an empty database, on a free port. PostgreSQL refuses to run as root, so it runs as another user then.
 *
 * @param programs The folder of its programs. Default: what is installed.
 */
export async function startPostgres(programs = postgresPrograms as string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-postgres-"));
  const user = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, "data");
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(programs, "initdb"), initdb, { ...user, cwd: folder, stdio: "pipe" });
  const port = await findPort();
  let server: ReturnType<typeof spawn> | undefined;
  const start = async (): Promise<void> => {
    const child = spawn(
      join(programs, "postgres"),
      ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-c", "fsync=off"],
      { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    server = child;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      child.stderr.on("data", (chunk) => {
        log += String(chunk);
        if (log.includes("ready to accept connections")) resolve();
      });
      child.once("exit", () => reject(new Error(log)));
    });
  };
  const kill = async (signal: NodeJS.Signals = "SIGQUIT"): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    kill: () => kill(),
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The user `postgres` where there is one, else the one that owns nothing. */
function idOf(option: "-u" | "-g"): number {
  try {
    return Number(execFileSync("id", [option, "postgres"], { stdio: "pipe" }));
  } catch {
    return 65_534;
  }
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
