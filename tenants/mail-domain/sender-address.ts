import type { MessageSettingsRow } from '../../db/tenant/schema/index.ts'

type OwnSender = Pick<MessageSettingsRow, 'mailDomain' | 'mailDomainState' | 'mailLocalPart'>

/** Where a studio's mail comes from: its own domain once that is proven and as long as it is, else the platform's. */
export function senderAddress(
  { mailDomain, mailDomainState, mailLocalPart }: OwnSender,
  platformAddress: string,
): string {
  return mailDomain !== null && mailDomainState === 'verified'
    ? `${mailLocalPart}@${mailDomain}`
    : platformAddress
}
