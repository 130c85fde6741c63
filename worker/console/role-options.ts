/** The roles, each with what it may do: as a list to choose from. */
export const roleOptions = [
  ['support', 'support: looks and helps'],
  ['operator', 'operator: runs the fleet'],
  ['administrator', 'administrator: decides who does, and what cannot be undone'],
] as const
