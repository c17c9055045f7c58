import type { ValueTest } from './ast.ts';
import { toRegexTest } from './bounded-regex.ts';
import { isWildcardMatch } from './match-wildcard.ts';
import { toNumber } from './parse-number.ts';

/** Whether a value, in lower case, passes. */
export type TextTest = (value: string) => boolean;

export function createValueTest(test: ValueTest): TextTest {
  switch (test.kind) {
    case 'is': {
      const wanted = test.value.toLowerCase();
      return (value) => value === wanted;
    }
    case 'one-of': {
      const values = new Set(test.values);
      return (value) => values.has(value);
    }
    case 'glob': {
      const pattern = test.pattern.toLowerCase();
      return (value) => isWildcardMatch(value, pattern);
    }
    case 'regex':
      return toRegexTest(test.source);
    case 'compare': {
      const { op, value: limit } = test;
      return (value) => {
        const number = toNumber(value);
        return number !== null && isOnSide(number, op, limit);
      };
    }
    case 'range': {
      const { min, max } = test;
      return (value) => {
        const number = toNumber(value);
        return number !== null && number >= min && number <= max;
      };
    }
    case 'exists':
      return () => true;
  }
}

function isOnSide(number: number, op: '<' | '<=' | '>' | '>=', limit: number): boolean {
  switch (op) {
    case '<':
      return number < limit;
    case '<=':
      return number <= limit;
    case '>':
      return number > limit;
    case '>=':
      return number >= limit;
  }
}
