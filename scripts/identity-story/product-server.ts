import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { PageSettings } from "./product-page.ts";
import type { Account, Backend, Checkout } from "./side.ts";

/** The product's server: its page, and the few routes that the page and Stripe call. */
export interface ProductServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ProductServerOptions {
  /** The page's script, bundled. */
  readonly script: string;
  readonly settings: PageSettings;
  readonly backend: Backend;
  readonly accounts: readonly Account[];
}

interface Call {
  readonly request: IncomingMessage;
  readonly body: string;
  /** Who is logged in, by the session cookie. */
  readonly account: Account | undefined;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly cookie?: string;
}

type Route = (call: Call) => Reply;

/** Starts the product on a free port of 127.0.0.1. */
export async function startProductServer(options: ProductServerOptions): Promise<ProductServer> {
  const routes = makeRoutes(options);
  const server = createServer((request, response) => {
    answer(request, response, options.accounts, routes).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  accounts: readonly Account[],
  routes: Readonly<Record<string, Route>>,
): Promise<void> {
  const body = await text(request);
  const session = /(?:^|; )session=([^;]*)/u.exec(request.headers.cookie ?? "")?.[1];
  const account = accounts.find(({ id }) => id === session);
  const route = routes[`${request.method} ${request.url}`];
  const reply = route?.({ request, body, account }) ?? { status: 404 };
  response.writeHead(reply.status, {
    "content-type": reply.type ?? "application/json",
    ...(reply.cookie !== undefined && { "set-cookie": reply.cookie }),
  });
  response.end(reply.body ?? "{}");
}

function makeRoutes({
  script,
  settings,
  backend,
  accounts,
}: ProductServerOptions): Readonly<Record<string, Route>> {
  const logIn = (body: string): { readonly account: Account; readonly reply: Reply } => {
    const { email } = JSON.parse(body) as { email: string };
    const account = accounts.find((one) => one.email === email);
    if (account === undefined) throw new Error(`no account of ${email}`);
    const cookie = `session=${account.id}; HttpOnly; Path=/`;
    return { account, reply: { status: 200, body: JSON.stringify(account), cookie } };
  };
  return {
    "GET /": () => ({ status: 200, type: "text/html; charset=utf-8", body: renderPage(settings, accounts) }),
    "GET /page.js": () => ({ status: 200, type: "text/javascript; charset=utf-8", body: script }),
    "POST /accounts": ({ body }) => {
      const { account, reply } = logIn(body);
      backend.userCreated(account);
      return reply;
    },
    "POST /sessions": ({ body }) => logIn(body).reply,
    "DELETE /sessions": () => ({ status: 200, cookie: "session=; Max-Age=0; Path=/" }),
    "POST /workflows": ({ account, request }) => {
      if (account === undefined) return { status: 401 };
      backend.workflowCompleted(account, newWorkflow(), request.headers);
      return { status: 200 };
    },
    "POST /stripe": ({ body }) => {
      backend.checkoutCompleted(JSON.parse(body) as Checkout);
      return { status: 200 };
    },
  };
}

function newWorkflow(): Parameters<Backend["workflowCompleted"]>[1] {
  return {
    id: `wf_${randomUUID()}`,
    type: "report",
    durationSeconds: 12.5,
    completedAt: new Date().toISOString(),
  };
}

function renderPage(settings: PageSettings, accounts: readonly Account[]): string {
  const names = accounts.map(({ email }) => [email, nameOf(email)] as const);
  const buttons = [
    ...names.map(([email, name]) => button(`Sign up as ${name}`, `product.signUp('${email}')`)),
    ...names.map(([email, name]) => button(`Log in as ${name}`, `product.logIn('${email}')`)),
    button("Export", "product.useFeature('export')"),
    button("Run workflow", "product.runWorkflow()"),
    button("Log out", "product.logOut()"),
  ];
  return `<!doctype html>
<html lang="en">
<title>A product</title>
<link rel="icon" href="data:," />
<script src="/page.js"></script>
<script>product.open(${JSON.stringify(settings)});</script>
${buttons.join("\n")}
</html>
`;
}

/** "ada@example.com" is Ada's. */
function nameOf(email: string): string {
  return email.slice(0, 1).toUpperCase() + email.slice(1, email.indexOf("@"));
}

function button(label: string, onClick: string): string {
  return `<button onclick="${onClick}">${label}</button>`;
}
