import { messageSettings, type MessageSettingsRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { senderAddress } from './sender-address.ts'

/** From whom the studio's mail comes, and how far its own domain is. */
export type MailSender = Pick<
  MessageSettingsRow,
  'mailDomain' | 'mailDomainState' | 'mailDomainRecords' | 'mailDomainCheckedAt' | 'mailLocalPart'
> & {
  /** The address of the next mail. */
  from: string
  /** Whether there is anybody who would send from an own domain. */
  canHaveOwn: boolean
}

/** @throws AppError `unauthorized`, `forbidden`, `unavailable` */
export async function getMailSender(ctx: TenantContext): Promise<MailSender> {
  requireStaff(ctx, 'messages:view')
  return toMailSender(ctx, await readMailSettings(ctx))
}

export function toMailSender({ mailDomains }: TenantContext, row: MessageSettingsRow): MailSender {
  const { mailDomain, mailDomainState, mailDomainRecords, mailDomainCheckedAt, mailLocalPart } = row
  return {
    mailDomain,
    mailDomainState,
    mailDomainRecords,
    mailDomainCheckedAt,
    mailLocalPart,
    from: senderAddress(row, mailDomains.platformAddress),
    canHaveOwn: mailDomains.vendor !== null,
  }
}

/** @throws AppError `unavailable` for a studio that is not set up. */
export async function readMailSettings({ db }: Pick<TenantContext, 'db'>): Promise<MessageSettingsRow> {
  const [[row]] = await db.read([db.orm.select().from(messageSettings)])
  if (!row) throw new AppError('unavailable', 'This studio is not set up yet.')
  return row
}
