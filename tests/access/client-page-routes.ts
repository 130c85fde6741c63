import { owners } from './people.ts'
import type { PageRoute } from './page-routes.ts'
import { desk, managers, ofOwn, owner, work } from './route-row.ts'
import * as clientThings from './client-things.ts'
import * as things from './things.ts'

const lastNameOf = (id: string) => (id === owners.own.clientId ? 'Last-own' : 'Last-other')

/** Those of `page-routes.ts` that are about clients, and where they are read in from, in the admin. */
export const clientPageRoutes: Record<string, PageRoute> = {
  'GET /admin/clients': { who: work },
  'POST /admin/clients': { who: desk, query: 'state=blocked', form: () => ({ name: 'Blocked' }) },
  'GET /admin/clients/new': { who: desk },
  'POST /admin/clients/new': { who: desk, form: () => ({ firstName: 'Ana', locale: 'en' }) },
  'GET /admin/clients/segments': { who: work },
  'POST /admin/clients/segments': { who: desk, of: clientThings.segment, form: (segment) => ({ segment }) },
  'GET /admin/clients/tags': { who: work },
  'POST /admin/clients/tags': { who: desk, form: () => ({ name: `Tag ${Math.random()}` }) },
  'GET /admin/clients/groups': { who: desk },
  'POST /admin/clients/groups': { who: managers },
  'GET /admin/clients/groups/:group': { who: managers, of: things.clientGroup },
  'POST /admin/clients/groups/:group': { who: managers, of: things.clientGroup },
  'GET /admin/clients/fields': { who: work },
  'POST /admin/clients/fields': { who: managers, form: () => ({ 'label.en': 'Shoes', kind: 'number' }) },
  'GET /admin/clients/fields/:field': { who: managers, of: things.customField },
  'POST /admin/clients/fields/:field': {
    who: managers,
    of: things.customField,
    form: () => ({ intent: 'delete' }),
  },
  'GET /admin/clients/merge': { who: desk },
  'POST /admin/clients/merge': {
    who: desk,
    of: things.twin,
    form: (id) => ({ keepId: id, goneId: things.twins.get(id) ?? 'cli_none' }),
  },
  'GET /admin/clients/export': { who: managers, isFresh: true },
  'GET /admin/clients/export/file': { who: work },
  'POST /admin/clients/export/file': { who: managers, isFresh: '/export' },
  'GET /admin/clients/:client/change': { who: ofOwn, of: things.client },
  'POST /admin/clients/:client/change': {
    who: ofOwn,
    of: things.client,
    form: (id) => ({ firstName: 'Ana', lastName: lastNameOf(id), locale: 'en' }),
  },
  'GET /admin/clients/:client/block': { who: desk, of: things.client },
  // A block would follow the client into what comes after.
  'POST /admin/clients/:client/block': { who: desk, of: things.client, form: () => ({ reason: '' }) },
  'GET /admin/clients/:client': { who: ofOwn, of: things.client },
  'POST /admin/clients/:client': { who: ofOwn, of: things.client, form: () => ({ text: 'Likes mornings' }) },
  'GET /admin/clients/:client/timeline': { who: ofOwn, of: things.client },
  'GET /admin/clients/:client/files': { who: ofOwn, of: things.client },
  'POST /admin/clients/:client/files': { who: ofOwn, of: things.client },
  'GET /admin/clients/:client/files/:file': { who: ofOwn, of: things.client, says: 404 },
  'GET /admin/clients/:client/erase': { who: owner, of: things.client, isFresh: true },
  'POST /admin/clients/:client/erase': {
    who: owner,
    of: things.client,
    isFresh: true,
    // Something of theirs is to come, so that they are not forgotten after all.
    form: (id) => ({ typed: lastNameOf(id) }),
  },
  'GET /admin/clients/:client/export': { who: managers, of: things.client, isFresh: true },
  'GET /admin/clients/:client/export/file': { who: work },
  'POST /admin/clients/:client/export/file': { who: managers, of: things.client, isFresh: '/export' },

  'GET /admin/imports': { who: managers },
  'GET /admin/imports/:import': { who: managers, of: things.readyImport },
  'POST /admin/imports/:import': {
    who: managers,
    of: things.readyImport,
    form: () => ({ intent: 'columns' }),
  },
  'GET /admin/imports/:import/undo': { who: managers, of: things.doneImport },
  'POST /admin/imports/:import/undo': { who: managers, of: things.doneImport },
  'GET /admin/imports/:import/refused.csv': { who: managers, of: things.doneImport },
}
