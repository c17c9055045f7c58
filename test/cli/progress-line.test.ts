import { describe, expect, it } from 'vitest';
import { createProgressLine } from '../../src/cli/progress-line.ts';

describe('progress line', () => {
  it('is written over itself on a terminal, ten times a second at most, and cleared', () => {
    let text = '';
    let now = 0;
    const stream = { isTTY: true, write: (piece: string) => (text += piece) };
    const line = createProgressLine(stream, () => now);
    line.show(0, null);
    line.show(10, 100);
    now = 100;
    line.show(12_000, 48_000);
    now = 200;
    line.show(3, null);
    line.clear();
    line.clear();
    const start = '\r\u001b[K';
    expect(text).toBe(
      `${start}Looking for events${start}12,000 of 48,000 events, 25 %${start}3 events${start}`,
    );
  });

  it('is not there for a pipe or a file', () => {
    let text = '';
    const line = createProgressLine({ write: (piece: string) => (text += piece) });
    line.show(1, 2);
    line.clear();
    expect(text).toBe('');
  });
});
