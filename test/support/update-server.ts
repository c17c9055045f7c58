import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { listName } from '../../src/core/updates/feed.ts';
import { createSigner, type Signer } from './signed-list.ts';

/** What a server of updates does to whoever asks. */
export type Trouble =
  | 'none'
  | 'unsigned'
  | 'wrongly-signed'
  | 'list-changed-after-signing'
  | 'list-changes-between-requests'
  | 'page-for-list'
  | 'page-for-signature'
  | 'page-for-file'
  | 'no-file'
  | 'one-byte-changed'
  | 'cut-off'
  | 'shorter'
  | 'no-ranges'
  | 'without-length'
  | 'endless'
  | 'longer'
  | 'compressed'
  | 'sent-elsewhere'
  | 'file-sent-elsewhere'
  | 'slow-list'
  | 'slow-file'
  /** Of a part of the file, half comes, and then nothing. */
  | 'slow-part';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface UpdateServer {
  readonly url: string;
  readonly signer: Signer;
  /** Every request since the last offer. */
  readonly asked: readonly Asked[];
  /** A trouble from now on. */
  trouble: Trouble;
  /** What is offered: replaces the list. */
  offer(release: {
    readonly version: string;
    readonly signedAt: number;
    readonly file: Buffer;
    /** How much of the file's end describes its blocks, so that only what differs is downloaded. */
    readonly blockMapSize?: number;
  }): void;
  stop(): Promise<void>;
}

const PAGE = '<!doctype html><title>Welcome</title><p>Sign in to use our network.';
export const FILE_NAME = 'Porchlight.AppImage';

/** A real server on loopback with one signed list and one file. */
export async function startUpdateServer(signer = createSigner()): Promise<UpdateServer> {
  const name = listName('stable', 'linux', process.arch);
  const asked: Asked[] = [];
  let list: Buffer = Buffer.alloc(0);
  let signature = '';
  let file: Buffer = Buffer.alloc(0);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname.slice(1));
    asked.push({ path, headers: request.headers });
    if (path === name) answerList(response);
    else if (path === `${name}.minisig`) answerSignature(response);
    else if (path === FILE_NAME) answerFile(response, request.headers.range);
    else response.writeHead(404).end();
  });

  function answerList(response: ServerResponse): void {
    const { trouble } = self;
    if (trouble === 'slow-list') response.writeHead(200, { 'content-length': list.length }).flushHeaders();
    else if (trouble === 'sent-elsewhere') redirect(response);
    else if (trouble === 'page-for-list') send(response, Buffer.from(PAGE));
    else if (trouble === 'list-changed-after-signing') send(response, withOtherFile(list));
    else if (trouble === 'list-changes-between-requests')
      send(response, asked.filter(({ path }) => path === name).length > 1 ? withOtherFile(list) : list);
    else send(response, list);
  }

  function answerSignature(response: ServerResponse): void {
    const { trouble } = self;
    if (trouble === 'unsigned') response.writeHead(404).end();
    else if (trouble === 'page-for-signature') send(response, Buffer.from(PAGE));
    else if (trouble === 'wrongly-signed')
      send(response, Buffer.from(createSigner().sign(list, name, Date.now())));
    else send(response, Buffer.from(signature));
  }

  function answerFile(response: ServerResponse, range: string | undefined): void {
    const { length } = file;
    const half = file.subarray(0, length >> 1);
    switch (self.trouble) {
      case 'no-file':
        response.writeHead(404).end();
        return;
      case 'page-for-file':
        send(response, Buffer.from(PAGE));
        return;
      case 'one-byte-changed':
        send(
          response,
          file.map((byte, at) => (at === length >> 1 ? byte ^ 1 : byte)),
        );
        return;
      case 'shorter':
        send(response, half);
        return;
      case 'cut-off':
        response.writeHead(200, { 'content-length': length });
        response.write(half, () => response.destroy());
        return;
      case 'slow-file':
        response.writeHead(200, { 'content-length': length });
        response.write(half);
        return;
      case 'slow-part':
        if (range === undefined) sendRange(response, file, range);
        else
          response.writeHead(206, { 'content-length': length, 'content-range': `bytes 0-1/2` }).write(half);
        return;
      case 'without-length':
        response.writeHead(200).write(half);
        response.end(file.subarray(length >> 1));
        return;
      case 'endless':
        response.writeHead(200, { 'content-length': 9_000_000_000 }).write(half);
        return;
      case 'longer':
        send(response, Buffer.concat([file, Buffer.alloc(10)]));
        return;
      case 'compressed':
        sendCompressed(response, file);
        return;
      case 'file-sent-elsewhere':
        redirect(response);
        return;
      default:
        sendRange(response, file, self.trouble === 'no-ranges' ? undefined : range);
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const self: UpdateServer = {
    url: `http://127.0.0.1:${String(port)}/`,
    signer,
    asked,
    trouble: 'none',
    offer(release) {
      asked.length = 0;
      ({ file } = release);
      list = Buffer.from(toList(release.version, file, release.blockMapSize));
      signature = signer.sign(list, name, release.signedAt);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}

/** As electron-builder writes it. */
function toList(version: string, file: Buffer, blockMapSize?: number): string {
  const sha512 = createHash('sha512').update(file).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${FILE_NAME}`,
    `    sha512: ${sha512}`,
    `    size: ${String(file.length)}`,
    ...(blockMapSize === undefined ? [] : [`    blockMapSize: ${String(blockMapSize)}`]),
    `path: ${FILE_NAME}`,
    `sha512: ${sha512}`,
    'releaseNotes: |',
    '  Quieter at night.',
    "releaseDate: '2026-12-01T10:00:00.000Z'",
    '',
  ].join('\n');
}

/** What somebody with the server, and without the key, would like to be installed. */
function withOtherFile(list: Buffer): Buffer {
  const sha512 = createHash('sha512').update('not Porchlight').digest('base64');
  return Buffer.from(list.toString().replaceAll(/sha512: .*/g, `sha512: ${sha512}`));
}

function send(response: ServerResponse, body: Uint8Array): void {
  response.writeHead(200, { 'content-length': body.length }).end(body);
}

function sendCompressed(response: ServerResponse, body: Buffer): void {
  const small = gzipSync(body);
  response.writeHead(200, { 'content-length': small.length, 'content-encoding': 'gzip' }).end(small);
}

function sendRange(response: ServerResponse, body: Buffer, range: string | undefined): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (from === undefined || to === undefined) {
    send(response, body);
    return;
  }
  const part = body.subarray(Number(from), Number(to) + 1);
  response
    .writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${to}/${String(body.length)}`,
    })
    .end(part);
}

/** To an address that is neither of https nor of this computer. */
function redirect(response: ServerResponse): void {
  response.writeHead(302, { location: 'http://updates.invalid/elsewhere' }).end();
}
