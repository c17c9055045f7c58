import { html, type TemplateResult } from 'lit';
import { SAVED_VIEW_LIMITS } from '../../core/view/saved-views.ts';
import { icons } from '../parts/icons.ts';

export interface NameFormProps {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  /** A sentence, or empty. */
  readonly problem: string;
  readonly query: string;
  readonly onInput: (name: string) => void;
  readonly onSubmit: () => void;
}

/** Asks for the name of a view. */
export function viewNameForm(props: NameFormProps): TemplateResult {
  return html`<form
    @submit=${(event: Event) => {
      event.preventDefault();
      props.onSubmit();
    }}
  >
    <label class="label" for="name">${props.title}</label>
    <input
      id="name"
      type="text"
      autocomplete="off"
      spellcheck="false"
      maxlength=${SAVED_VIEW_LIMITS.nameChars}
      aria-invalid=${props.problem !== ''}
      aria-describedby="problem"
      .value=${props.name}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) props.onInput(event.target.value);
      }}
    />
    <p class="verdict bad" id="problem" role="status" ?hidden=${props.problem === ''}>
      ${icons.warning(14)}<span>${props.problem}</span>
    </p>
    <p class="query">${props.query}</p>
    <div class="actions"><button class="btn small primary" type="submit">${props.action}</button></div>
  </form>`;
}
