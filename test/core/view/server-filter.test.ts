import { describe, expect, it } from 'vitest';
import { filteredServer, withServer } from '../../../src/core/view/server-filter.ts';

const HOME = { id: 'a1', name: 'Home' };
const CABIN = { id: 'b2', name: 'Cabin by the lake' };
const TWIN = { id: 'c3', name: 'home' };
const SERVERS = [HOME, CABIN];

describe('a query for one server', () => {
  it.each([
    ['', HOME, 'server:Home'],
    ['entity:light.*', CABIN, 'entity:light.* server:"Cabin by the lake"'],
    ['server:Home to:on', CABIN, 'to:on server:"Cabin by the lake"'],
    ['server:a1 to:on', CABIN, 'to:on server:"Cabin by the lake"'],
    ['server:(Home OR "Cabin by the lake")', HOME, 'server:Home'],
    ['server:home to:on', null, 'to:on'],
    ['to:on', null, 'to:on'],
  ])('%s', (query, server, expected) => {
    expect(withServer(query, SERVERS, server)).toBe(expected);
    expect(filteredServer(expected, SERVERS)).toBe(server);
  });

  it('names a server by its id where another has the same name', () => {
    const servers = [...SERVERS, TWIN];
    expect(withServer('', servers, TWIN)).toBe('server:c3');
    expect(filteredServer('server:c3', servers)).toBe(TWIN);
    expect(filteredServer('server:home', servers)).toBeNull();
  });

  it('is none for several servers, an exclusion or a text that is none', () => {
    for (const query of ['server:(a1 OR b2)', '-server:Home', 'server:(', 'to:on', 'server:Gone'])
      expect(filteredServer(query, SERVERS)).toBeNull();
  });
});
