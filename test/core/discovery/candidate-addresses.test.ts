import { describe, expect, it } from 'vitest';
import { candidateAddresses } from '../../../src/core/discovery/candidate-addresses.ts';

describe('candidateAddresses', () => {
  it.each([
    ['ha.lan', ['https://ha.lan', 'http://ha.lan:8123', 'https://ha.lan:8123', 'http://ha.lan']],
    ['http://ha.lan', ['https://ha.lan', 'http://ha.lan:8123', 'https://ha.lan:8123', 'http://ha.lan']],
    ['ha.lan:80', ['https://ha.lan:80', 'http://ha.lan']],
    ['ha.lan:8443', ['https://ha.lan:8443', 'http://ha.lan:8443']],
    ['http://ha.lan:8123', ['http://ha.lan:8123', 'https://ha.lan:8123']],
    ['HTTP://ha.lan:80/', ['http://ha.lan', 'https://ha.lan:80']],
    // Encrypted stays encrypted.
    ['https://ha.lan', ['https://ha.lan', 'https://ha.lan:8123']],
    ['https://ha.lan:443', ['https://ha.lan']],
    // Pasted with the path of a page.
    ['http://192.168.1.5:8123/lovelace/0', ['http://192.168.1.5:8123', 'https://192.168.1.5:8123']],
    [
      'https://example.org/home-assistant/config/integrations',
      ['https://example.org/home-assistant', 'https://example.org:8123/home-assistant'],
    ],
    ['fd00::5', ['https://[fd00::5]', 'http://[fd00::5]:8123', 'https://[fd00::5]:8123', 'http://[fd00::5]']],
    ['[fd00::5]:80', ['https://[fd00::5]:80', 'http://[fd00::5]']],
  ])('%s', (typed, baseUrls) => {
    expect(candidateAddresses(typed)).toEqual({ ok: true, baseUrls });
  });

  it('says what is wrong with one that is none', () => {
    expect(candidateAddresses('ftp://ha.lan')).toMatchObject({ ok: false });
    expect(candidateAddresses('')).toMatchObject({ ok: false });
  });
});
