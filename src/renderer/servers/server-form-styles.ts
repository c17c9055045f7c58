import { css } from 'lit';

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
  details ol {
    display: grid;
    gap: 6px;
    margin-top: 8px;
    padding: 10px 12px 10px 30px;
    border-radius: 8px;
    background: var(--sunken);
    color: var(--dim);
    font-size: 12px;
    list-style: decimal;
  }
  .swatches {
    display: flex;
    gap: 8px;
    height: 34px;
    align-items: center;
  }
  .swatches input {
    appearance: none;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    background: var(--swatch);
    forced-color-adjust: none;
  }
  .swatches input:checked:not(:focus-visible) {
    outline: 2px solid var(--text);
    outline-offset: 2px;
  }
  .steps {
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 10px;
  }
`;
