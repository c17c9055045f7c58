import { describe, expect, it } from 'vitest';
import { applyPatch, DEFAULT_SETTINGS, settingsPatchSchema } from '../../../src/core/settings/settings.ts';

describe('a change of the settings', () => {
  it.each([
    [{}],
    [{ theme: 'dark' as const }],
    [{ columns: [], savedViews: [{ id: 'a', name: 'Doors', query: 'door' }] }],
    [{ startAtLogin: true, weakStorageAllowed: true }],
  ])('changes what it names and nothing else: %j', (patch) => {
    expect(settingsPatchSchema.parse(patch)).toEqual(patch);
    expect(applyPatch(DEFAULT_SETTINGS, patch)).toEqual({ ...DEFAULT_SETTINGS, ...patch });
  });

  it('keeps the rest of the history and of the notifications', () => {
    const changed = applyPatch(DEFAULT_SETTINGS, {
      history: { maxAgeDays: 7 },
      notifications: { enabled: false },
    });
    expect(changed.history).toEqual({ ...DEFAULT_SETTINGS.history, maxAgeDays: 7 });
    expect(changed.notifications).toEqual({ ...DEFAULT_SETTINGS.notifications, enabled: false });
  });

  it.each([
    [{ servers: [] }],
    [{ version: 1 }],
    [{ window: null }],
    [{ history: { path: '/tmp' } }],
    [{ history: { maxBytes: 1 } }],
    [{ notifications: { pausedUntil: 5 } }],
    [{ theme: 'pink' }],
    [{ theme: undefined }],
    [{ savedViews: Array.from({ length: 51 }, (_, i) => ({ id: String(i), name: 'a', query: '' })) }],
  ])('refuses what a page may not change: %j', (patch) => {
    expect(settingsPatchSchema.safeParse(patch).success).toBe(false);
  });
});
