import { HistoryAway } from '../../core/history/history-away.ts';
import type { HistoryAsk, HistoryTell } from './protocol.ts';
import type { History } from '../../core/history/history.ts';
import type { Answer, QuestionKind } from '../search/question.ts';
import type { SearchQuestion, ServerNames } from './protocol.ts';

/** Carries messages to the thread that has the database: a worker, or this one. */
export interface Carrier {
  post(message: HistoryAsk): void;
  onMessage(fn: (message: HistoryTell) => void): void;
  /** The other side is gone. There may be another one later, whose first message is `opened`. */
  onEnd(fn: () => void): void;
  end(): Promise<void>;
}

/** Questions and their answers over a carrier. */
export interface Line {
  ask<Kind extends QuestionKind>(kind: Kind, ...args: Parameters<History[Kind]>): Promise<Answer<Kind>>;
  askSearch<T>(search: number, question: SearchQuestion): Promise<T>;
  /** What is no answer. */
  onTell(fn: (message: Exclude<HistoryTell, { kind: 'answer' | 'failed' }>) => void): void;
  onEnd(fn: () => void): void;
  /** Nobody is there who could answer now. */
  isDown(): boolean;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** `beforeAsking` sends what must be known before the answer is given. */
export function createLine(carrier: Carrier, names: () => ServerNames, beforeAsking: () => void): Line {
  const waiting = new Map<number, Waiting>();
  const listeners: ((message: Exclude<HistoryTell, { kind: 'answer' | 'failed' }>) => void)[] = [];
  const endListeners: (() => void)[] = [];
  let nextId = 1;
  let isDown = false;

  carrier.onMessage((message) => {
    switch (message.kind) {
      case 'answer':
        settle(message.id)?.resolve(message.value);
        break;
      case 'failed':
        settle(message.id)?.reject(new Error(message.message));
        break;
      case 'opened':
        isDown = false;
        for (const listener of listeners) listener(message);
        break;
      default:
        for (const listener of listeners) listener(message);
    }
  });
  carrier.onEnd(() => {
    isDown = true;
    for (const { reject } of waiting.values()) reject(new HistoryAway());
    waiting.clear();
    for (const listener of endListeners) listener();
  });

  function settle(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  function post(toMessage: (id: number) => HistoryAsk): Promise<unknown> {
    if (isDown) return Promise.reject(new HistoryAway());
    beforeAsking();
    const id = nextId;
    nextId += 1;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      carrier.post(toMessage(id));
    });
  }

  return {
    ask: (kind, ...args) =>
      // The worker answers a question with its type of answer; the compiler can't follow that through a message.
      post(
        (id) => ({ kind: 'ask', id, question: { kind, args }, names: names() }) as HistoryAsk,
      ) as Promise<never>,
    askSearch: (search, question) =>
      post((id) => ({ kind: 'askSearch', id, search, question })) as Promise<never>,
    onTell: (fn) => void listeners.push(fn),
    onEnd: (fn) => void endListeners.push(fn),
    isDown: () => isDown,
  };
}
