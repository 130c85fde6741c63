import type * as en from './en-forms.ts'

/** What all forms of the admin say, in Bulgarian. */
export const forms: typeof en.forms = {
  unsaved: {
    title: 'Напускане без запазване?',
    text: 'Въведеното на тази страница не е запазено.',
    stay: 'Оставам',
    leave: 'Напускам',
  },
  meanwhile: {
    title: 'Междувременно някой друг промени това',
    same: 'Оставил го е така, както е при Вас. Запазете още веднъж, за да потвърдите.',
    differs: 'Нищо от въведеното не е загубено. Сравнете двете и запазете своето или приемете чуждото.',
    theirs: 'Сега е',
    yours: 'Вие въведохте',
    keepMine: 'Запазване на моето',
    takeTheirs: 'Приемане на чуждото',
  },
  units: { minutes: 'минути', hours: 'часа', days: 'дни', unit: 'мярка' },
  firstLanguage: '(основен език)',
  yes: 'да',
  no: 'не',
}

export const sayForms: typeof en.sayForms = {
  changedBy: '{{who}} промени това: {{when}}.',
}
