import { css } from 'lit';
import { swatchStyles } from '../servers/server-field-styles.ts';

export const firstMinuteStyles = css`
  :host {
    display: grid;
    gap: 16px;
  }
  .chosen,
  .connected {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 9px;
    align-items: center;
    padding: 9px 12px;
    border-radius: 10px;
    background: var(--sunken);
  }
  .chosen .grow {
    flex: 1 1 180px;
    min-width: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .chosen > svg {
    color: var(--accent);
  }
  .connected {
    background: var(--live-bg);
    color: var(--live);
    font-weight: 600;
  }
  .more .fields {
    display: grid;
    gap: 12px;
    margin-top: 12px;
  }
  ${swatchStyles}
`;
