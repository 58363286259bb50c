import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { ROOT } from "./command-line.ts";

/** A proposal of the editor, as its list shows it. */
export interface Proposal {
  readonly label: string;
  /** What stands beside it, as Markdown or plain text. */
  readonly documentation?: string;
  /** What is written when it is chosen. */
  readonly inserts: string;
}

/** A squiggle: the text that it is under, and what it says. */
export interface Squiggle {
  readonly under: string;
  readonly message: string;
}

/** A YAML file that is open in an editor. Its text holds `|` where the cursor is. */
export interface Editor {
  complete(marked: string): Promise<readonly Proposal[]>;
  hover(marked: string): Promise<string | undefined>;
  check(text: string): Promise<readonly Squiggle[]>;
  close(): Promise<void>;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface CompletionItem {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
}

const SERVER = join(ROOT, "node_modules/yaml-language-server/bin/yaml-language-server");

/** What VS Code's YAML extension sets, but for the catalogue of schemas in the network. */
const SETTINGS = {
  yaml: {
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: false },
    schemas: {},
    customTags: [],
  },
};

/**
 * Starts the YAML language server, which most editors use, and opens a file of a folder in it. The file need not be there:
 * its text is what the last call passed.
 */
export async function openEditor(folder: string, name = "tracking-plan.yaml"): Promise<Editor> {
  const server = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = await connect(server, folder);
  const uri = pathToFileURL(join(folder, name)).href;
  let version = 0;
  let text = "";
  const waiting: ((squiggles: readonly Squiggle[]) => void)[] = [];
  connection.onNotification(
    "textDocument/publishDiagnostics",
    (published: { uri: string; version?: number; diagnostics: { range: Range; message: string }[] }) => {
      if (published.uri !== uri) return;
      const squiggles = published.diagnostics.map(({ range, message }) => ({
        under: textIn(text, range),
        message,
      }));
      for (const resolve of waiting.splice(0)) resolve(squiggles);
    },
  );

  async function show(next: string): Promise<void> {
    text = next;
    version += 1;
    if (version === 1) {
      const textDocument = { uri, languageId: "yaml", version, text };
      await connection.sendNotification("textDocument/didOpen", { textDocument });
    } else {
      const change = { textDocument: { uri, version }, contentChanges: [{ text }] };
      await connection.sendNotification("textDocument/didChange", change);
    }
  }

  async function ask<Answer>(method: string, marked: string): Promise<Answer> {
    const at = marked.indexOf("|");
    const before = marked.slice(0, at).split("\n");
    await show(marked.slice(0, at) + marked.slice(at + 1));
    const position: Position = { line: before.length - 1, character: before.at(-1)!.length };
    return connection.sendRequest<Answer>(method, { textDocument: { uri }, position });
  }

  return {
    async complete(marked) {
      const { items } = await ask<{ items: CompletionItem[] }>("textDocument/completion", marked);
      return items.map(toProposal);
    },
    async hover(marked) {
      const answer = await ask<{ contents: { value: string } } | null>("textDocument/hover", marked);
      return answer?.contents.value;
    },
    async check(next) {
      const squiggles = new Promise<readonly Squiggle[]>((resolve) => waiting.push(resolve));
      await show(next);
      return squiggles;
    },
    async close() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
      server.kill();
    },
  };
}

async function connect(server: ChildProcess, folder: string): Promise<MessageConnection> {
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout!),
    new StreamMessageWriter(server.stdin!),
  );
  const settings = (section: string | undefined): unknown =>
    section === undefined ? SETTINGS : (SETTINGS as Record<string, unknown>)[section];
  connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => settings(section) ?? {}),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "plan" }],
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
        publishDiagnostics: {},
      },
    },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", { settings: SETTINGS });
  return connection;
}

function toProposal({ label, documentation, insertText, textEdit }: CompletionItem): Proposal {
  const inserts = textEdit?.newText ?? insertText ?? label;
  if (documentation === undefined) return { label, inserts };
  return {
    label,
    inserts,
    documentation: typeof documentation === "string" ? documentation : documentation.value,
  };
}

function textIn(text: string, { start, end }: Range): string {
  const lines = text.split("\n");
  if (start.line === end.line) return lines[start.line]!.slice(start.character, end.character);
  return [
    lines[start.line]!.slice(start.character),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? "").slice(0, end.character),
  ].join("\n");
}
