/** One channel each way on the wire. */
export const REQUEST_CHANNEL = 'porchlight:request';
export const PUSH_CHANNEL = 'porchlight:push';
/** `window.postMessage` data that carries the row port (`event.ports[0]`) into the page. */
export const ROWS_MESSAGE = 'porchlight:rows';

/** What crosses the request channel. */
export interface RequestMessage {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What comes back. A refusal is a plain sentence; no stack or foreign text crosses to the page. */
export type AnswerMessage =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** What crosses the push channel. */
export interface PushMessage {
  readonly name: string;
  readonly value: unknown;
}
