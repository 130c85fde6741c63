/** A studio's own domain, in English. */
export const domains = {
  title: 'Own domain',
  intro:
    'Clients book at a name of yours, such as book.studio.com. You set two records where you bought the name; this page tells you whether they are right.',
  noDns:
    'This installation asks nobody outside, so domains cannot be checked here and none goes live. You can name one and see its records.',
  hostsTitle: 'Where your site is now',
  given: 'always works',
  main: 'In links',
  makeMain: 'Use it in links',
  redirects: 'Leads to the main name',
  redirect: 'Lead to the main name',
  serve: 'Show the site here, too',
  addTitle: 'Add a domain',
  host: 'Domain',
  hostHint: 'As you would type it into a browser, such as book.studio.com.',
  add: 'Add',
  status: {
    ready: 'Works',
    certificate: 'Right, waiting for the certificate',
    wrong: 'Not right yet',
    unseen: 'Not checked yet',
  },
  recordsText: 'Set these where the domain’s DNS is looked after, usually where you bought it.',
  proof: 'Shows that the name is yours',
  pointer: 'Brings visitors here',
  certificate: 'Certificate, for the padlock',
  type: 'Type',
  name: 'Name',
  value: 'Value',
  apexType: 'ALIAS or ANAME',
  apexText:
    'A name with nothing before it takes no CNAME at most providers: choose ALIAS, ANAME or “CNAME flattening”. If yours has none of them, put www in front, and forward the bare name to it.',
  copy: 'Copy',
  copied: 'Copied',
  states: {
    unseen: 'Not looked at yet.',
    proofRight: 'Found. The name is yours.',
    pointerRight: 'Right: it leads here.',
    missing: 'Not found yet. New records take minutes, sometimes a day.',
    no_answer: 'Nobody answered. Look again in a minute.',
    out_of_order: 'The domain’s own name servers do not answer. Ask where you bought the name.',
    busy: 'Too many are asking at the moment. Look again in a minute.',
    proxied: 'Is its DNS at Cloudflare? Then set that record to “DNS only”, with the grey cloud.',
  },
  certificates: {
    none: 'Made once both records are right.',
    waiting: 'Being made. That takes minutes, sometimes an hour.',
    active: 'It is there.',
    refused: 'It was refused.',
    unknown: 'Nobody answered. Look again in a minute.',
    nobody: 'Made by whoever runs this platform. Open the name and see whether the padlock closes.',
  },
  said: 'Its maker says:',
  check: 'Check',
  remove: 'Remove',
  removeText:
    'Your site can no longer be reached by this name, and links that carry it stop working. Your other names stay.',
  removeRecords:
    'Delete both records at your DNS provider, too: a record that is left behind still leads here.',
  removeButton: 'Remove the domain',
  keep: 'Keep it',
  errors: {
    host: 'This name cannot be used.',
    'host.required': 'Write the name of your domain.',
    'host.not_a_domain':
      'This is no domain. Write it as in book.studio.com, without addresses, ports or stars.',
    'host.not_public': 'This name can only be reached inside one network.',
    'host.shared': 'This name belongs to a service that lends it out. Take one that you bought.',
    'host.platforms': 'This name belongs to the platform.',
    'host.mixed_letters':
      'Two scripts are mixed in one word of this name, as in names made to look like others. Write it in one.',
    'host.too_long': 'This name is too long.',
    'host.taken': 'Another studio uses this name. If it is yours, write to whoever runs the platform.',
    taken: 'Another studio proved this name first. If it is yours, write to whoever runs the platform.',
    too_many_domains: 'There are ten domains already. Remove one first.',
    no_dns: 'This installation asks nobody outside: domains cannot be checked here.',
    is_here: 'You are here by this very name. Open the admin by another of your names, and remove it there.',
    not_ready: 'This name does not work yet.',
    unavailable: 'That did not work just now. Try again in a minute.',
  },
}

/** With something in it. */
export const sayDomains = {
  domainElsewhere: 'It points elsewhere: {{found}}. Change that record, and delete others of the same name.',
  domainOtherProof: 'There is another text: {{found}}. Add the one below.',
  domainLooked: 'Last looked at: {{when}}',
  domainOther: 'Add {{host}}, too',
  domainRemove: 'Remove {{host}}?',
  domainInFull: 'in full: {{name}}',
}

/** What was done. */
export const doneDomains = {
  domainNamed: 'Added. Now set its two records.',
  domainChecked: 'Looked.',
  domainMain: 'Links carry this name from now on.',
  domainGone: 'The domain is removed.',
  domainSent: 'Visitors of this name are led to your main name.',
  domainServed: 'Your site is shown at this name, too.',
}
