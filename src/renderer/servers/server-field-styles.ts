import { css } from 'lit';

/** Colours to choose from. */
export const swatchStyles = css`
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
`;

/** Numbered steps that unfold below a field. */
export const stepListStyles = css`
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
`;
