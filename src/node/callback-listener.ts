import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCallback } from '../core/sign-in/read-callback.ts';

/** A page for the browser. Its texts are our own. */
export interface CallbackPage {
  readonly title: string;
  readonly text: string;
}

export interface CallbackListenerPorts {
  /** Tried first; any free port if it is taken. */
  readonly preferredPort: number;
  /** Compares with the state of this sign-in, in constant time. */
  readonly isState: (state: string) => boolean;
  /** The browser is back with a code, once. Resolves to the page that it gets. */
  readonly onCode: (code: string) => Promise<CallbackPage>;
  /** For a request that is not the answer to this sign-in. */
  readonly strangerPage: CallbackPage;
}

export interface CallbackListener {
  readonly port: number;
  /** Stops listening. An answer on its way is still sent. */
  close(): void;
}

/** A request has a line and some headers; a browser sends far less. */
const MAX_HEADER_BYTES = 16_384;
const REQUEST_MS = 10_000;

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
};

/**
 * Waits on loopback for the browser that comes back from Home Assistant's login page (RFC 8252, 7.3). Whatever else asks there
 * gets a page that says so, and the wait goes on: another page must not be able to end it.
 *
 * @throws when no port can be opened at all
 */
export async function openCallbackListener(ports: CallbackListenerPorts): Promise<CallbackListener> {
  let isUsed = false;

  function answer(request: IncomingMessage, response: ServerResponse, port: number): void {
    const judged = readCallback(
      {
        method: request.method ?? '',
        path: request.url ?? '',
        header: (name) => request.headers[name]?.toString(),
      },
      port,
      ports.isState,
    );
    if (judged.kind === 'other-path') {
      send(response, 404, ports.strangerPage);
      return;
    }
    if (judged.kind === 'stranger' || isUsed) {
      send(response, 400, ports.strangerPage);
      return;
    }
    isUsed = true;
    void ports.onCode(judged.code).then(
      (page) => {
        send(response, 200, page);
      },
      () => response.destroy(),
    );
  }

  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_MS },
    (request, response) => {
      request.resume();
      answer(request, response, (server.address() as AddressInfo | null)?.port ?? 0);
    },
  );
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  const port = await listen(ports.preferredPort).catch(() => listen(0));
  return {
    port,
    close(): void {
      server.close();
      server.closeIdleConnections();
    },
  };
}

function send(response: ServerResponse, status: number, page: CallbackPage): void {
  response.writeHead(status, HEADERS);
  response.end(toHtml(page));
}

function toHtml({ title, text }: CallbackPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Porchlight</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
</style>
<main><h1>${toText(title)}</h1><p>${toText(text)}</p></main>
</html>
`;
}

function toText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
