import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Clock } from '../../core/clock.ts';
import { REQUEST_CHANNEL, type AnswerMessage } from '../../core/ipc/channels.ts';
import { HistoryAway } from '../../core/history/history-away.ts';
import { REQUESTS } from '../../core/ipc/table.ts';
import type { RequestAnswer, RequestArgs, RequestName } from '../../core/ipc/table.ts';

/** Thrown by a handler to refuse a request: the message is a sentence for a person, without secrets. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** One function for each request of the table. */
export type RequestHandlers = {
  readonly [N in RequestName]: (...args: RequestArgs<N>) => RequestAnswer<N> | Promise<RequestAnswer<N>>;
};

/** The handler of a request without an answer. */
export function silent<A extends readonly unknown[]>(
  act: (...args: A) => unknown,
): (...args: A) => Promise<null> {
  return async (...args) => {
    await act(...args);
    return null;
  };
}

/** Who sent a request, as plain facts. */
export interface RequestSender {
  /** `null` when the frame is gone. */
  readonly frame: { readonly origin: string; readonly top: boolean } | null;
  /** The page belongs to a window of ours that is open. */
  readonly ours: boolean;
}

/** More than a person, or a page in a burst of events, can need. */
const REQUESTS_PER_SECOND = 200;
const BURST = 400;
/** `copyText` takes 8 million characters; nothing is larger. */
const MAX_CHARS = 8_100_000;
const MAX_VALUES = 20_000;

/**
 * Every request of a page goes through here. It checks the sender, the name, the rate and the size, parses the arguments and
 * calls the handler. Returns a value or a sentence; never throws.
 */
export function createRequestGate(ports: {
  readonly origin: string;
  readonly clock: Clock;
  readonly handlers: RequestHandlers;
  readonly onError: (name: RequestName, error: unknown) => void;
}): (sender: RequestSender, message: unknown) => Promise<AnswerMessage> {
  let tokens = BURST;
  let filledAt = ports.clock.monotonic();

  function takeToken(): boolean {
    const now = ports.clock.monotonic();
    tokens = Math.min(BURST, tokens + ((now - filledAt) / 1000) * REQUESTS_PER_SECOND);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  }

  return async (sender, message) => {
    if (!sender.ours || sender.frame === null || !sender.frame.top || sender.frame.origin !== ports.origin) {
      return refuse('This page may not ask for anything.');
    }
    if (!takeToken()) return refuse('Too many requests at once. Try again in a moment.');
    const request = parseRequest(message);
    if (request === null) return refuse('There is no such request.');
    if (!isWithinSize(request.args)) return refuse('The request is too large.');
    const args = REQUESTS[request.name].args.safeParse(request.args);
    if (!args.success) return refuse('The request has a value that is not allowed.');
    try {
      // The table ties the parsed tuple to the handler of the same name.
      const handler = ports.handlers[request.name] as (...parsed: readonly unknown[]) => unknown;
      return { ok: true, value: await handler(...args.data) };
    } catch (error) {
      if (error instanceof Refused || error instanceof HistoryAway) return refuse(error.message);
      ports.onError(request.name, error);
      return refuse('Porchlight could not do this because of an error in itself. The log file says where.');
    }
  };
}

function refuse(message: string): AnswerMessage {
  return { ok: false, message };
}

function parseRequest(message: unknown): { name: RequestName; args: readonly unknown[] } | null {
  if (typeof message !== 'object' || message === null || !('name' in message) || !('args' in message))
    return null;
  const { name, args } = message;
  if (typeof name !== 'string' || !Object.hasOwn(REQUESTS, name) || !Array.isArray(args)) return null;
  return { name: name as RequestName, args };
}

/** Measures strings and counts values, and stops at the first excess. */
function isWithinSize(root: unknown): boolean {
  let chars = 0;
  let values = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    values += 1;
    if (typeof value === 'string') chars += value.length;
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return false;
    else if (typeof value === 'object' && value !== null) {
      const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
      if (inside.length > MAX_VALUES) return false;
      open.push(...inside);
    }
    if (chars > MAX_CHARS || values > MAX_VALUES) return false;
  }
  return true;
}

/**
 * Opens the one channel for requests. The gate decides who may ask for what.
 *
 * @param ours the page that may ask, `null` while there is none.
 */
export function registerRequests(
  ipcMain: IpcMain,
  ours: () => WebContents | null,
  gate: (sender: RequestSender, message: unknown) => Promise<AnswerMessage>,
): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, message: unknown) => gate(toSender(event, ours()), message));
}

function toSender(event: IpcMainInvokeEvent, ours: WebContents | null): RequestSender {
  const frame = event.senderFrame;
  return {
    ours: ours !== null && event.sender.id === ours.id,
    frame: frame === null ? null : { origin: frame.origin, top: frame.parent === null },
  };
}
