/** Aligns a panel with the right edge of its button if it would leave the window otherwise. Call it after drawing. */
export function keepInView(panel: HTMLElement | null): void {
  if (panel === null) return;
  panel.classList.remove('end');
  panel.classList.toggle('end', panel.getBoundingClientRect().right > window.innerWidth - 8);
}
