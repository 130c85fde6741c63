import type { ImportField } from './import-fields.ts'

/**
 * By what names systems and people call what we know of a client, in English and Bulgarian, the surest first; as
 * `plainHeading` makes them. What is like one but something else, such as the number of an emergency contact, is not here.
 */
export const knownHeadings: Record<ImportField, readonly string[]> = {
  first_name: [
    'first name',
    'firstname',
    'given name',
    'forename',
    'fname',
    'first',
    'собствено име',
    'първо име',
    'име',
  ],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'lname', 'last', 'фамилия', 'фамилно име'],
  full_name: [
    'full name',
    'client name',
    'customer name',
    'member name',
    'client',
    'customer',
    'member',
    'name',
    'име и фамилия',
    'имена',
    'три имена',
    'пълно име',
    'клиент',
  ],
  email: [
    'email address',
    'email',
    'e mail',
    'e mail address',
    'primary email',
    'mail',
    'имейл',
    'имейл адрес',
    'електронна поща',
    'ел поща',
    'поща',
  ],
  phone: [
    'mobile phone',
    'mobile phone number',
    'mobile',
    'mobile number',
    'cell phone',
    'cell',
    'phone number',
    'phone',
    'telephone',
    'tel',
    'primary phone',
    'home phone',
    'day phone',
    'work phone',
    'night phone',
    'contact number',
    'мобилен телефон',
    'мобилен',
    'телефон',
    'телефонен номер',
    'тел',
    'gsm',
    'гсм',
  ],
  born_on: [
    'birthday',
    'birthdate',
    'birth date',
    'date of birth',
    'dob',
    'born',
    'дата на раждане',
    'рожден ден',
    'рождена дата',
    'роден',
    'родена',
  ],
  created_on: [
    'creation date',
    'created',
    'created at',
    'created on',
    'date created',
    'customer since',
    'client since',
    'member since',
    'date joined',
    'joined',
    'join date',
    'first visit',
    'added',
    'клиент от',
    'дата на регистрация',
    'регистриран',
    'създаден',
  ],
  locale: ['preferred language', 'language', 'locale', 'език'],
  tags: [
    'tags',
    'tag',
    'labels',
    'label',
    'general tags',
    'groups',
    'client indexes',
    'етикети',
    'етикет',
    'групи',
    'група',
  ],
  notes: [
    'notes',
    'note',
    'memo',
    'comments',
    'comment',
    'client notes',
    'customer notes',
    'бележки',
    'бележка',
    'забележки',
    'забележка',
    'коментар',
  ],
  news: [
    'email subscription status',
    'email opt in',
    'marketing emails',
    'receives marketing emails',
    'promotional emails',
    'accepts marketing',
    'marketing consent',
    'marketing opt in',
    'newsletter',
    'subscribed',
    'email marketing',
    'новини',
    'бюлетин',
    'съгласие за новини',
  ],
}

export const vendors = ['acuity', 'mindbody', 'square', 'vagaro', 'teamup'] as const
export type Vendor = (typeof vendors)[number]

/** Headings that, together, only one system writes. */
export const vendorSigns: Record<Vendor, readonly string[]> = {
  square: ['square customer id', 'creation source'],
  mindbody: ['client id', 'mobile phone', 'referral type'],
  vagaro: ['day phone', 'night phone', 'customer since'],
  teamup: ['emergency contact name', 'date of birth', 'date joined'],
  acuity: ['first name', 'last name', 'phone', 'email', 'notes'],
}

/** A heading without what tells nothing: case, accents on Latin letters, signs, what stands in brackets. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
