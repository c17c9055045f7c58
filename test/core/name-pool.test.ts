import { expect, it } from 'vitest';
import { createNamePool } from '../../src/core/name-pool.ts';

it('gives every name back as it was, the first also when it has forgotten it', () => {
  const pool = createNamePool(3);
  const names = ['a', 'light.kitchen', '', 'a', '☃', 'light.hall', 'light.kitchen', 'a'];
  expect(names.map((name) => pool.pool(name))).toEqual(names);
});
