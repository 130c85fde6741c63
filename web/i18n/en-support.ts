/** What the platform's people do in the studio, and what they tell it, in English. */
export const support = {
  title: 'Support',
  intro:
    'When you ask us for help, somebody of ours may look into this admin: for a reason, for some time, and never at passwords, keys or exports.',
  none: 'Nobody was here',
  noneText: 'Each visit of our support is listed here, with its reason.',
  columns: { who: 'Who', why: 'Why', when: 'When', state: 'State' },
  states: {
    notEntered: 'The link was not used',
    waiting: 'Has not come in yet',
    looks: 'Here now, only looks',
    changes: 'Here now, may change things',
    over: 'Over',
  },
  allow: 'Allow changes',
  forbid: 'Only look again',
  end: 'End it now',
  ownerOnly: 'An owner decides whether support may change things.',
  banner: {
    label: 'Support',
    looks: 'You are only looking.',
    changes: 'An owner lets you change things.',
    end: 'Leave the studio',
  },
  training: {
    label: 'Training copy',
    text: 'This is a training copy to try things out in: its clients are made up, and nothing is sent from it.',
  },
  news: { label: 'News', read: 'I have read this' },
  errors: {
    not_found: 'This visit is over already.',
    owner_only: 'An owner decides whether support may change things.',
  },
}

/** With something in it. */
export const saySupport = {
  supportUntil: '{{from}} – {{until}}',
  supportBanner: 'You are here as support until {{until}}: {{reason}}',
}

export const doneSupport = {
  visitEnded: 'Support is out of the studio.',
  visitChanges: 'Support may change things until the visit is over.',
  visitLooks: 'Support only looks again.',
}
