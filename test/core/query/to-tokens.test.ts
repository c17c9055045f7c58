import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EVENT_TOKENS, toQueryItem } from '../../../src/core/query/event-item.ts';
import type { QueryItem } from '../../../src/core/query/item.ts';
import { MAX_TOKEN_CHARS, toTokens } from '../../../src/core/query/to-tokens.ts';
import { haEvent } from '../../support/event-builders.ts';

describe('toTokens', () => {
  it.each([
    ['', []],
    ['light.hall_2', ['light', 'hall', '2']],
    ['  Turned ON, off! ', ['turned', 'on', 'off']],
    ['21.5°C', ['21', '5', 'c']],
    ['Zoë’s Ångström', ['zoe', 's', 'angstrom']],
    ['ﬁne ½', ['fine', '1', '2']],
    ['ΣΑΣ Σας', ['σασ', 'σασ']],
    ['İstanbul', ['istanbul']],
    ['हिन्दी', ['हनद']],
    ['日本 語', ['日', '本', '語']],
    ['客厅灯2 on', ['客', '厅', '灯', '2', 'on']],
    ['ไฟห้อง', ['ไ', 'ฟ', 'ห', 'อ', 'ง']],
    ['거실 조명', ['거실', '조명'].map((word) => word.normalize('NFKD'))],
    ['Straße STRASSE', ['strasse', 'strasse']],
    ['IŞIK ışık', ['isik', 'isik']],
    ['☕ ---', []],
    ['a'.repeat(100), ['a'.repeat(MAX_TOKEN_CHARS)]],
    [`${'a'.repeat(63)}𝒳𐐷`, [`${'a'.repeat(63)}x`]],
    [`${'é'.repeat(63)}𐐷x`, ['e'.repeat(63)]],
  ])('%j', (text, tokens) => {
    expect(toTokens(text)).toEqual(tokens);
  });

  it('gives a token for itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => {
        for (const token of toTokens(text)) expect(toTokens(token)).toEqual([token]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same for every letter there is, read again', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 0x30000; code += 1) {
      const [token] = toTokens(`x${String.fromCodePoint(code)}y`);
      if (token !== undefined && toTokens(token)[0] !== token) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});

function textsOf(item: QueryItem): readonly string[] {
  const texts: string[] = [];
  item.hasText((text) => texts.push(text) === 0);
  return texts;
}

describe('the words of an event', () => {
  const facts = { seq: 1, kind: 'event', serverId: 'home', at: 0, alert: false } as const;

  it('are the distinct tokens of its texts', () => {
    const event = haEvent('my_event', { key: ['a b', 'B'], none: null, deep: { yes: true, number: 1.5 } });
    const item = toQueryItem({ facts, event, text: 'A sentence of ours' });
    const texts = textsOf(item);
    expect(texts).toEqual(['my event', 'key', 'a b', 'b', 'none', 'deep', 'yes', 'true', 'number', '1 5']);
    expect([...item.words].sort()).toEqual([...new Set(texts.flatMap((text) => text.split(' ')))].sort());
  });

  it('leave out contexts and time stamps', () => {
    const event = haEvent('x', {
      context: { id: 'secretid' },
      last_changed: '2026',
      deep: [{ last_updated: 'no', ok: 'yes' }],
    });
    expect(toQueryItem({ facts, event, text: '' }).words).toEqual(['x', 'deep', 'ok', 'yes']);
  });

  it('end at a bound', () => {
    const event = haEvent('x', { list: Array.from({ length: 5_000 }, (_, i) => `w${String(i)} v`) });
    const item = toQueryItem({ facts, event, text: null });
    const { words } = item;
    expect(textsOf(item).join(' ').split(' ')).toHaveLength(MAX_EVENT_TOKENS);
    expect(words.length).toBeLessThan(MAX_EVENT_TOKENS);
    expect(words[0]).toBe('x');
  });
});
