import { describe, expect, it } from 'vitest';
import { findTerminalWords } from '../../../src/main/app/terminal-words.ts';

describe('a command line of the installed app', () => {
  it.each([
    ['tail --demo', 'tail --demo'],
    ['history --since 2h', 'history --since 2h'],
    ['rules list', 'rules list'],
    ['help', 'help'],
    ['--help', '--help'],
    ['-h', '-h'],
    ['--version', '--version'],
    ['-V', '-V'],
    ['tial --demo', 'tial --demo'],
    ['--no-sandbox tail --json', 'tail --json'],
    ['--no-sandbox --no-zygote --log-level=3 export', 'export'],
    ['tail --no-sandbox', 'tail --no-sandbox'],
  ])('%s is for the terminal', (line, words) => {
    expect(findTerminalWords(line.split(' '))).toEqual(words.split(' '));
  });

  it.each([
    '',
    '--hidden',
    '--demo',
    '--demo tail',
    '--no-sandbox',
    '--no-sandbox --hidden',
    'porchlight://event/1',
    '/home/me/house.ndjson',
    'house.ndjson',
    '-v',
  ])('"%s" is for the window', (line) => {
    expect(findTerminalWords(line.split(' ').filter((word) => word !== ''))).toBeNull();
  });
});
