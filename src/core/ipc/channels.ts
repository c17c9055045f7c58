/** One channel in each direction. */
export const REQUEST_CHANNEL = 'porchlight:request';
export const PUSH_CHANNEL = 'porchlight:push';
/** `window.postMessage` data with the row port (`event.ports[0]`) into the page. */
export const ROWS_MESSAGE = 'porchlight:rows';

/** A message on the request channel. */
export interface RequestMessage {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Its answer. A refusal is a plain sentence; the page gets no stack and no message of another library. */
export type AnswerMessage =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** A message on the push channel. */
export interface PushMessage {
  readonly name: string;
  readonly value: unknown;
}
