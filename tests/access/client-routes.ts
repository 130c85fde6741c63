import { desk, managers, nothing, ofOwn, owner, work, type ApiRoute } from './route-row.ts'
import * as clientThings from './client-things.ts'
import * as things from './things.ts'

const client = { first_name: 'New', last_name: 'Person', email: 'new@example.test' }

const person = { first_name: 'New', last_name: 'Child' }

/** Those of `api-routes.ts` that are about clients. */
export const clientRoutes: Record<string, ApiRoute> = {
  'GET /clients': { who: ofOwn, lists: things.client },
  'POST /clients': { who: desk, body: () => client },
  'GET /clients/export': { who: managers, isFresh: true },
  'POST /clients/merge': {
    who: desk,
    of: things.twin,
    body: (id) => ({ keep_id: id, gone_id: things.twins.get(id) ?? 'cli_none' }),
  },
  'GET /clients/{client_id}': { who: ofOwn, of: things.client },
  'POST /clients/{client_id}/export': { who: managers, of: things.client, isFresh: true },
  'POST /clients/{client_id}/erase': {
    who: owner,
    of: things.client,
    isFresh: true,
    // Something of theirs is to come, so that they are not forgotten after all.
    body: () => ({ cancel_upcoming: false }),
  },
  'PATCH /clients/{client_id}': { who: ofOwn, of: things.client, body: () => ({ goals: 'A marathon' }) },
  'DELETE /clients/{client_id}': { who: desk, of: things.client },
  'PUT /clients/{client_id}/block': {
    who: desk,
    of: things.client,
    // Nothing, so that they can book in what comes after.
    body: () => ({ reason: '' }),
  },
  'DELETE /clients/{client_id}/block': { who: desk, of: things.client },
  'POST /clients/{client_id}/tags': { who: ofOwn, of: things.client, body: () => ({ name: 'Morning' }) },
  'DELETE /clients/{client_id}/tags/{tag_id}': { who: ofOwn, of: clientThings.tag, within: things.client },
  'GET /tags': { who: work },
  'POST /tags': { who: desk, body: () => ({ name: `Tag ${Math.random()}` }) },
  'PATCH /tags/{tag_id}': { who: desk, of: clientThings.tag, body: () => ({ name: `Tag ${Math.random()}` }) },
  'DELETE /tags/{tag_id}': { who: desk, of: clientThings.tag },
  'GET /segments': { who: work },
  'POST /segments': { who: desk, body: () => ({ name: 'Blocked', filter: { is_blocked: true } }) },
  'PATCH /segments/{segment_id}': { who: desk, of: clientThings.segment, body: () => ({ name: 'Others' }) },
  'DELETE /segments/{segment_id}': { who: desk, of: clientThings.segment },
  'GET /custom-fields': { who: work },
  'POST /custom-fields': { who: managers, body: () => ({ kind: 'number', label: 'Shoes' }) },
  'PATCH /custom-fields/{custom_field_id}': {
    who: managers,
    of: things.customField,
    body: () => ({ label: 'Socks' }),
  },
  'DELETE /custom-fields/{custom_field_id}': { who: managers, of: things.customField },
  'GET /client-groups': { who: desk },
  'POST /client-groups': { who: managers, body: () => ({ name: `Group ${Math.random()}` }) },
  'GET /client-groups/{client_group_id}': { who: desk },
  'PATCH /client-groups/{client_group_id}': { who: managers, body: nothing },
  'DELETE /client-groups/{client_group_id}': { who: managers },
  'POST /clients/{client_id}/family': { who: ofOwn, of: things.client, body: () => person },
  'PATCH /clients/{client_id}/family/{dependent_id}': {
    who: ofOwn,
    of: things.dependentOfClient,
    within: things.clientId,
    body: () => person,
  },
  'DELETE /clients/{client_id}/family/{dependent_id}': {
    who: ofOwn,
    of: things.dependentOfClient,
    within: things.clientId,
  },
  'GET /clients/{client_id}/timeline': { who: ofOwn, of: things.client },
  'GET /clients/{client_id}/bookings': { who: ofOwn, of: things.client },
  'GET /clients/{client_id}/packages': { who: ofOwn, of: things.client },
  'GET /clients/{client_id}/files': { who: ofOwn, of: things.client },
  'POST /clients/{client_id}/files': {
    who: ofOwn,
    of: things.client,
    query: () => 'name=Form.txt',
    body: nothing,
  },
  // Nothing is in any: whoever may look hears that it is not there.
  'GET /clients/{client_id}/files/{file_id}': { who: work, within: things.clientId },
  'DELETE /clients/{client_id}/files/{file_id}': {
    who: ofOwn,
    of: clientThings.clientFile,
    within: things.clientId,
  },
  'GET /clients/{client_id}/consents': { who: desk, of: things.client },
  'POST /clients/{client_id}/consents': {
    who: desk,
    of: things.client,
    body: () => ({ kind: 'news', is_given: true, text: 'News, please.' }),
  },
  'GET /clients/{client_id}/notes': { who: ofOwn, of: things.client },
  'POST /clients/{client_id}/notes': {
    who: ofOwn,
    of: things.client,
    body: () => ({ text: 'Likes mornings' }),
  },
  'DELETE /clients/{client_id}/notes/{note_id}': {
    who: ofOwn,
    of: clientThings.note,
    within: things.clientId,
  },
}
