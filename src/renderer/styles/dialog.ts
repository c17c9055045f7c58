import { css } from 'lit';

/** Styles of the browser's modal dialog. */
export const dialog = css`
  dialog {
    width: 420px;
    max-width: calc(100vw - 48px);
    padding: 18px 20px 20px;
    border-radius: 14px;
  }
  dialog::backdrop {
    background: rgb(20 16 10 / 38%);
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 12px;
  }
  dialog h2 {
    font-size: 15px;
    font-weight: 650;
  }
  .dialog-actions {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 18px;
  }
`;
