import { css } from 'lit';

export const sendPageStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: 10px;
  }
  .kind {
    display: flex;
    gap: 10px;
    padding: 10px 12px;
    border: 1px solid var(--line-strong);
    border-radius: 9px;
  }
  .kind input {
    margin-top: 3px;
  }
  .kind.on {
    border-color: var(--accent);
    background: var(--accent-bg);
  }
  .kind:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .kind input:focus-visible {
    outline: none;
  }
  .kind b,
  .kind .hint {
    display: block;
    font-weight: 600;
  }
  .kind .hint {
    font-weight: 400;
  }
  .label .hint {
    margin-left: 6px;
    font-weight: 400;
  }
  textarea {
    width: 100%;
    min-height: 90px;
    padding: 9px 11px;
    border: 1px solid var(--field-line);
    border-radius: 8px;
    background: var(--sunken);
    color: var(--text);
    font: 12.5px/1.55 var(--mono);
    tab-size: 2;
    resize: vertical;
  }
  textarea::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  textarea:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 0;
    border-color: var(--accent);
  }
  textarea[aria-invalid='true'] {
    border-color: var(--bad);
  }
  .verdict {
    overflow-wrap: anywhere;
  }
  .btn[disabled] {
    opacity: 0.6;
  }
`;
