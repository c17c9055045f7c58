/** Hangs a panel from the right edge of its button when it would leave the window otherwise. Call it when it is drawn. */
export function keepInView(panel: HTMLElement | null): void {
  if (panel === null) return;
  panel.classList.remove('end');
  panel.classList.toggle('end', panel.getBoundingClientRect().right > window.innerWidth - 8);
}
