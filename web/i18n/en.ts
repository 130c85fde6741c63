export const en = {
  nav: { skip: 'Skip to content', book: 'Book' },
}

/** Any language has exactly the keys of this one. */
export type Messages = typeof en
