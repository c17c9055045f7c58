/** Loads the page again when the page server has built it again. Only `npm run dev` has this on its page. */
new EventSource('/changes').addEventListener('change', () => {
  location.reload();
});
