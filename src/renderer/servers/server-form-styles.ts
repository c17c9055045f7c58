import { css } from 'lit';
import { stepListStyles, swatchStyles } from './server-field-styles.ts';

export const serverFormStyles = css`
  form {
    display: grid;
    gap: 12px;
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 20px;
    align-items: start;
  }
  ${stepListStyles}
  ${swatchStyles}
  .steps {
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 10px;
  }
`;
