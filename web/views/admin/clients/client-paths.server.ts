import type { Desk } from '../../../lib/desk.server.ts'

export const clientsPath = '/admin/clients'

export const clientPath = (id: string, part = ''): string => `${clientsPath}/${id}${part}`

/** "15 €", or several of several currencies; nothing for nothing. */
export function owedText(
  { format }: Desk,
  owed: readonly { amountMinor: number; currency: string }[] | null,
): string {
  return (owed ?? []).map(({ amountMinor, currency }) => format.money(amountMinor, currency)).join(', ')
}
