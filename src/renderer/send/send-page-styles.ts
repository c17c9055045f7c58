import { css } from 'lit';

export const sendPageStyles = css`
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
