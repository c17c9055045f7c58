import type { WireRecord } from '../events/read-field.ts';
import { LIMITS } from '../limits.ts';
import { createTurns } from '../turns.ts';
import { decodeObject } from '../events/decode.ts';
import { JsonElements, type ListShape } from '../json/json-elements.ts';
import type { Target } from './request.ts';
import { askServer, type RestPorts, type Unanswered } from './rest.ts';
import type { TransportResponse } from './transport.ts';

/** A JSON list that is read while it arrives. */
export interface ListRequest {
  readonly path: string;
  readonly shape: ListShape;
  /** Of the whole answer. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Called with the server's time of the answer, epoch ms in whole seconds, if the head has it. */
  onDate?(date: number): void;
  /** Called with each parsed object and the number of the list that contains it. */
  onElement(element: WireRecord, list: number): void;
}

/** Whether all objects were passed on. `too-large`: only those before the limit. */
export type ListAnswer = { readonly ok: true } | { readonly ok: 'too-large' } | Unanswered;

/**
 * `GET`s a list of the recorder, or of all states. It may have many megabytes, so it is parsed object by object, with turns
 * for other work in between.
 */
export function getList(ports: RestPorts, target: Target, request: ListRequest): Promise<ListAnswer> {
  const { path, signal } = request;
  const bounded = { method: 'GET', path, signal, deadlineMs: LIMITS.recorderDeadlineMs } as const;
  return askServer<ListAnswer>(ports, target, bounded, (response) => readList(ports, response, request));
}

async function readList(
  { clock }: RestPorts,
  response: TransportResponse,
  { shape, maxBytes, signal, onDate, onElement }: ListRequest,
): Promise<ListAnswer> {
  const date = Date.parse(response.header('date') ?? '');
  if (!Number.isNaN(date)) onDate?.(date);
  const takeTurn = createTurns(clock, LIMITS.maxCharsAtOnce, signal);
  const elements = new JsonElements(shape);
  const decoder = new TextDecoder();
  let bytes = 0;
  let isReadable = true;
  for (let chunk = await response.read(); chunk !== null; chunk = await response.read()) {
    bytes += chunk.length;
    if (bytes > maxBytes) return { ok: 'too-large' };
    for (const part of inParts(decoder.decode(chunk, { stream: true }))) {
      await takeTurn(part.length);
      for (const { text, list } of elements.push(part)) {
        const element = decodeObject(text);
        if (element === null) isReadable = false;
        else onElement(element, list);
      }
    }
  }
  return isReadable && elements.isWhole
    ? { ok: true }
    : { ok: false, failure: { code: 'not-event-stream', status: response.status } };
}

function* inParts(text: string): Iterable<string> {
  const { maxCharsAtOnce } = LIMITS;
  for (let at = 0; at < text.length; at += maxCharsAtOnce) yield text.slice(at, at + maxCharsAtOnce);
}
