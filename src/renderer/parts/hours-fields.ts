import { css, html, type TemplateResult } from 'lit';
import { WEEK } from '../../core/rules/condition-words.ts';
import { textOf } from './field.ts';

/** Hours of the day, and days of the week as `Date` counts them. */
interface Hours {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
}

export const hoursStyles = css`
  input[type='time'] {
    width: auto;
    padding: 0 6px;
  }
  .days {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .days .chip {
    padding: 0 8px;
  }
`;

/** Two times of day. */
export function timeFields(
  hours: Pick<Hours, 'from' | 'to'>,
  onChange: (change: Partial<Pick<Hours, 'from' | 'to'>>) => void,
): TemplateResult {
  const time = (name: 'from' | 'to'): TemplateResult =>
    html`<input
      type="time"
      aria-label=${name === 'from' ? 'From' : 'To'}
      .value=${hours[name]}
      @input=${(event: Event) => {
        const text = textOf(event).slice(0, 5);
        if (/^\d\d:\d\d$/.test(text)) onChange({ [name]: text });
      }}
    />`;
  return html`${time('from')}<span>and</span>${time('to')}`;
}

/** A button for each day of the week. One of them always stays pressed. */
export function dayButtons(days: readonly number[], onChange: (days: number[]) => void): TemplateResult {
  return html`<div class="days" role="group" aria-label="Days">
    ${WEEK.map(
      ([day, short, name]) =>
        html`<button
          type="button"
          class="chip ${days.includes(day) ? 'on' : ''}"
          aria-pressed=${days.includes(day)}
          title=${name}
          @click=${() => {
            const next = days.includes(day) ? days.filter((each) => each !== day) : [...days, day];
            if (next.length > 0) onChange(next);
          }}
        >
          ${short}
        </button>`,
    )}
  </div>`;
}
