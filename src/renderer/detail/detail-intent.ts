/** What a button of the pane asks the page to do with the event that is shown. */
export type DetailIntent = 'close' | 'only-subject' | 'hide-subject' | 'hide-type' | 'alert';
