import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { readCaptureMessages } from '../support/capture-messages.ts';
import { readCapture } from '../support/captures.ts';
import { createQuietHome, credentialOf, openHomeStream } from './quiet-home.ts';

describe('the stream', () => {
  const recordedHead = readCapture('2024.1.0b2').head;
  const recordedMessages = readCaptureMessages('2024.1.0b2');

  it('has the head of the recorded server, byte for byte but for the date', async () => {
    const home = await createQuietHome();
    const { head } = await openHomeStream(home);
    const dateless = (text: string): string => text.replace(/Date: [^\r]*/, 'Date: *');
    expect(dateless(head)).toBe(dateless(recordedHead));
  });

  it('writes a recorded event as the recorded server did, in a chunk of its own', async () => {
    const home = await createQuietHome();
    const stream = await openHomeStream(home);
    const recorded = recordedMessages[1] ?? '';
    const { event_type, data, context } = JSON.parse(recorded) as HaEvent;
    home.fire({ eventType: event_type, data, origin: 'REMOTE', ...(context ? { context } : {}) });
    await stream.waitFor(2);
    const timeless = (text: string): string => text.replace(/"time_fired":( ?)"[^"]*"/, '"time_fired":$1"*"');
    expect(timeless(stream.messages[1] ?? '')).toBe(timeless(recorded));
    expect(stream.chunks).toEqual([12, Buffer.byteLength(`data: ${stream.messages[1] ?? ''}\n\n`)]);
  });

  it('gives a switched lamp the keys of the recorded state change', async () => {
    const home = await createQuietHome();
    const stream = await openHomeStream(home, '?restrict=state_changed');
    home.call('light', 'turn_on', { entity_id: 'light.hall' });
    await stream.waitFor(2);
    const recorded = recordedMessages.find((text) => text.includes('"state_changed"')) ?? '{}';
    const shape = (text: string): unknown => {
      const event = JSON.parse(text) as HaEvent;
      const state = event.data['new_state'] as Record<string, object>;
      return [
        Object.keys(event),
        Object.keys(event.data),
        Object.keys(state),
        Object.keys(state['context'] ?? {}),
      ];
    };
    expect(shape(stream.messages[1] ?? '{}')).toEqual(shape(recorded));
  });

  it('ends as the recorded server did when the home stops, and refuses until it starts', async () => {
    const home = await createQuietHome();
    const stream = await openHomeStream(home);
    await home.stopHome();
    expect(await stream.ended).toBe('clean');
    await expect(fetch(`${home.url}/api/`)).rejects.toThrow();
    await home.startHome();
    expect((await fetch(`${home.url}/api/`, { headers: credentialOf(home) })).status).toBe(200);
  });

  it('tells its version', async () => {
    const home = await createQuietHome();
    const config = (await (
      await fetch(`${home.url}/api/config`, { headers: credentialOf(home) })
    ).json()) as object;
    expect(config).toMatchObject({ location_name: 'Demo home', version: '2024.3.3' });
  });
});
