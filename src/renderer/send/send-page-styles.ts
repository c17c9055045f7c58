import { css } from 'lit';

export const sendPageStyles = css`
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
    min-height: 90px;
  }
  dialog {
    width: 480px;
  }
  .sentence {
    font-size: 14px;
    overflow-wrap: anywhere;
  }
  pre {
    max-height: 200px;
    margin: 14px 0 0;
    padding: 10px 12px;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--sunken);
    color: var(--dim);
    font: 11.5px/1.6 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .verdict {
    overflow-wrap: anywhere;
  }
  .btn[disabled] {
    opacity: 0.6;
  }
`;
