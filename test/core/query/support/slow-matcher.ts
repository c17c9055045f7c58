import { entityIdsOf, subjectOf } from '../../../../src/core/events/subject.ts';
import type { Facet, QueryNode, ValueTest } from '../../../../src/core/query/ast.ts';
import type { ItemSource } from './event-arbitraries.ts';

/**
 * What a query means, said again the plain way: regular expressions for wildcards and words, the whole of a document
 * flattened, nothing prepared or remembered. Written from the contract, not from the matcher.
 */
export function isSlowMatch(
  node: QueryNode,
  source: ItemSource,
  serverNames: ReadonlyMap<string, string>,
): boolean {
  const { facts, event } = source;
  switch (node.kind) {
    case 'everything':
      return true;
    case 'and':
      return !node.parts.some((part) => !isSlowMatch(part, source, serverNames));
    case 'or':
      return node.parts.filter((part) => isSlowMatch(part, source, serverNames)).length > 0;
    case 'not':
      return !isSlowMatch(node.part, source, serverNames);
    case 'facet':
      return slowValues(node.facet, source, serverNames).some((value) => isSlowPass(value, node.test));
    case 'place':
      throw new Error('is asked after it was resolved');
    case 'flag':
      return Boolean(facts[node.flag]) === node.wanted;
    case 'data':
      return (
        event !== null &&
        slowAt(event.data, node.path).some((value) =>
          node.test.kind === 'exists'
            ? value !== null
            : (value === null || typeof value !== 'object') && isSlowPass(String(value), node.test),
        )
      );
    case 'words': {
      const words = slowTexts(source).flatMap(slowTokens);
      const last = node.tokens.length - 1;
      return node.tokens.every((token, i) =>
        words.some((word) => (i === last ? new RegExp(`^${token}`, 'u').test(word) : word === token)),
      );
    }
    case 'phrase':
      return slowTexts(source).some((text) => {
        const tokens = slowTokens(text);
        return tokens.some((_, start) => node.tokens.every((token, i) => tokens[start + i] === token));
      });
    case 'time':
      return !(node.from !== null && facts.at < node.from) && !(node.to !== null && facts.at >= node.to);
    case 'seq':
      return !(facts.seq < node.from || facts.seq > node.to);
  }
}

function slowValues(
  facet: Facet,
  { facts, event }: ItemSource,
  names: ReadonlyMap<string, string>,
): string[] {
  if (facet === 'server')
    return [facts.serverId, ...(names.has(facts.serverId) ? [names.get(facts.serverId) ?? ''] : [])];
  if (facet === 'kind') return [facts.kind];
  if (event === null) return facet === 'type' && facts.kind === 'unparsed' ? ['unparsed'] : [];
  const { data, context } = event;
  const isCall = /^(call_service|service_registered|service_removed)$/.test(event.event_type);
  const found: Record<Exclude<Facet, 'server' | 'kind'>, unknown[]> = {
    type: [event.event_type],
    entity: [...entityIdsOf(event)],
    domain: [
      ...entityIdsOf(event).map((id) => /^([^.]*)\./.exec(id)?.[1]),
      ...(isCall ? [data['domain']] : []),
    ],
    service: isCall ? [subjectOf(event)] : [],
    from: event.event_type === 'state_changed' ? slowAt(data, ['old_state', 'state']) : [],
    to: event.event_type === 'state_changed' ? slowAt(data, ['new_state', 'state']) : [],
    user: [context?.user_id],
    context: [context?.id],
    parent: [context?.parent_id],
    origin: [event.origin],
  };
  return found[facet].filter((value): value is string => typeof value === 'string' && value !== '');
}

function isSlowPass(value: string, test: ValueTest): boolean {
  const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value);
  const number = Number.parseFloat(value);
  switch (test.kind) {
    case 'is':
      return value.toLowerCase() === test.value.toLowerCase();
    case 'one-of':
      return test.values.includes(value.toLowerCase());
    case 'glob': {
      const source = test.pattern
        .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.');
      return new RegExp(`^(?:${source})$`, 'su').test(value.toLowerCase());
    }
    case 'regex':
      return new RegExp(test.source, 'is').test(value);
    case 'compare':
      return (
        isNumber &&
        {
          '<': number < test.value,
          '<=': number <= test.value,
          '>': number > test.value,
          '>=': number >= test.value,
        }[test.op]
      );
    case 'range':
      return isNumber && !(number < test.min) && !(number > test.max);
    case 'exists':
      return true;
  }
}

/** Everything in a document by its path; an item of a list stands at the path of the list and at its index. */
function slowAt(data: unknown, wanted: readonly string[]): unknown[] {
  const found: unknown[] = [];
  const isPart = (key: string, part: string): boolean =>
    new RegExp(`^${part.replace(/[.+^$()|[\]{}\\?]/g, '\\$&').replace(/\*/g, '.*')}$`, 'is').test(key);
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        walk(item, path);
        walk(item, [...path, String(index)]);
      });
      return;
    }
    if (path.length === wanted.length && path.every((key, i) => isPart(key, wanted[i] ?? '')))
      found.push(value);
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
    }
  };
  walk(data, []);
  return found;
}

function slowTexts({ event, text }: ItemSource): string[] {
  if (event === null) return [text ?? ''];
  const texts = [event.event_type, subjectOf(event)];
  const skipped = /^(context|last_changed|last_updated|last_reported|time_fired)$/;
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (skipped.test(key)) continue;
        texts.push(key);
        walk(item);
      }
    } else if (typeof value === 'string') texts.push(value);
    else if (value !== null) texts.push(JSON.stringify(value));
  };
  walk(event.data);
  return texts;
}

function slowTokens(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const folded = plain.replace(/ς/g, 'σ').replace(/ß/g, 'ss').replace(/ı/g, 'i');
  const unspaced =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
  return folded
    .replace(unspaced, ' $& ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .map((token) => token.slice(0, 64));
}
