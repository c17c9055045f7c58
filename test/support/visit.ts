import { request } from 'node:http';

export interface Visit {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** Goes to an address as a browser's navigation does. `fetch` would say of itself that it is a script. */
export function visit(
  url: string,
  init: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Visit> {
  const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', ...init.headers };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: init.method ?? 'GET', headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          text,
          header: (name) => incoming.headers[name]?.toString(),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
