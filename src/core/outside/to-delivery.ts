import type { AlertMessage } from './alert-message.ts';
import type { Address, Destination } from './destination.ts';
import { topicOf } from './parse-address.ts';

/** A message as one HTTP request. */
export interface Delivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** https://docs.ntfy.sh/publish/#message-priority */
const PRIORITIES: Readonly<Record<AlertMessage['level'], number>> = {
  quiet: 2,
  normal: 3,
  important: 4,
  critical: 5,
};
/** Shown as an emoji before the title. https://docs.ntfy.sh/emojis/ */
const TAGS: Readonly<Record<AlertMessage['level'], readonly string[]>> = {
  quiet: [],
  normal: [],
  important: ['warning'],
  critical: ['rotating_light'],
};

/**
 * The request that delivers a message. ntfy gets it as JSON at the root of its server, because a header can't hold a title
 * that is not Latin (https://docs.ntfy.sh/publish/#publish-as-json). What a webhook gets is in docs/send-to.md.
 */
export function toDelivery(
  kind: Destination['kind'],
  { url, token }: Address,
  message: AlertMessage,
): Delivery {
  const headers = { 'content-type': 'application/json' };
  const { title, body, level, rule, entity, server, at } = message;
  if (kind === 'webhook') {
    const document = { title, body, level, rule, entity, server, at: new Date(at).toISOString() };
    return { url, headers, body: JSON.stringify(document) };
  }
  const topic = topicOf(new URL(url));
  const root = new URL(url);
  root.pathname = root.pathname.replace(/[^/]+\/?$/, '');
  return {
    url: root.href,
    headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ topic, title, message: body, priority: PRIORITIES[level], tags: TAGS[level] }),
  };
}
