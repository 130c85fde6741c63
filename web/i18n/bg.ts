import type { Messages } from './en.ts'

export const bg: Messages = {
  nav: { skip: 'Към съдържанието', book: 'Запазете час' },
}
