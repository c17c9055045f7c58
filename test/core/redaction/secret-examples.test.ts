import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { HARMLESS_EXAMPLES } from '../../support/harmless-examples.ts';
import { SECRET_EXAMPLES } from '../../support/secret-examples.ts';

const redact = createRedactor(DEFAULT_REDACTION);

describe('the default rules, on what integrations send', () => {
  it.each(SECRET_EXAMPLES)('take the secret out of $name', ({ event, secrets, stays }) => {
    const before = JSON.stringify(event);
    const text = JSON.stringify(redact(event));
    for (const secret of secrets) {
      expect(before).toContain(secret);
      expect(text).not.toContain(secret);
    }
    for (const word of stays) expect(text).toContain(word);
    // What was given is not changed, and a second time changes nothing more.
    expect(JSON.stringify(event)).toBe(before);
    expect(JSON.stringify(redact(redact(event)))).toBe(text);
  });

  it.each(HARMLESS_EXAMPLES)('leave %s', (_name, event) => {
    expect(redact(event)).toBe(event);
  });
});

describe('the sentence of an event as it came', () => {
  it.each(SECRET_EXAMPLES.filter(({ event }) => event.event_type !== 'system_log_event'))(
    'has no secret of $name',
    ({ event, secrets }) => {
      const isMessage = ['notify', 'persistent_notification'].includes(String(event.data['domain']));
      if (isMessage) return;
      for (const secret of secrets) expect(describeEvent(event)).not.toContain(secret);
    },
  );
});
