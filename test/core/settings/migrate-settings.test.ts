import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrateSettings } from '../../../src/core/settings/migrate-settings.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION } from '../../../src/core/settings/settings.ts';

describe('migrateSettings', () => {
  it('takes settings of today as they are', () => {
    expect(migrateSettings(structuredClone(DEFAULT_SETTINGS))).toEqual({
      ok: true,
      settings: DEFAULT_SETTINGS,
      migrated: false,
    });
  });

  it('leads an older document through every step', () => {
    const old = { version: SETTINGS_VERSION - 2, colours: 'dark' };
    const migrated = migrateSettings(old, {
      [SETTINGS_VERSION - 2]: ({ colours, ...rest }) => ({ ...rest, theme: colours }),
      [SETTINGS_VERSION - 1]: (document) => ({ ...DEFAULT_SETTINGS, ...document }),
    });
    expect(migrated).toEqual({ ok: true, settings: { ...DEFAULT_SETTINGS, theme: 'dark' }, migrated: true });
    expect(old).toEqual({ version: SETTINGS_VERSION - 2, colours: 'dark' });
  });

  it.each([
    ['null', null, 'not-settings'],
    ['an array', [1], 'not-settings'],
    ['a string', 'abc', 'not-settings'],
    ['a number', 5, 'not-settings'],
    ['an object without a version', {}, 'not-settings'],
    ['a version that is no integer', { version: '1' }, 'not-settings'],
    ['a newer version', { ...DEFAULT_SETTINGS, version: SETTINGS_VERSION + 1 }, 'newer'],
    ['an older version without a step', { version: 0 }, 'invalid'],
    ['a wrong value', { ...DEFAULT_SETTINGS, theme: 'pink' }, 'invalid'],
    ['a missing part', { version: SETTINGS_VERSION }, 'invalid'],
  ])('refuses %s', (_name, document, problem) => {
    expect(migrateSettings(document)).toEqual({ ok: false, problem });
  });

  it('never throws, whatever the file held', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: -3, max: 5 }), (value, version) => {
        const document = typeof value === 'object' && !Array.isArray(value) ? { ...value, version } : value;
        expect(typeof migrateSettings(document).ok).toBe('boolean');
      }),
    );
  });
});
