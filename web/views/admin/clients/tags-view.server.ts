import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { createTag } from '../../../../tenants/clients/tags/create-tag.ts'
import { deleteTag } from '../../../../tenants/clients/tags/delete-tag.ts'
import { listTags } from '../../../../tenants/clients/tags/list-tags.ts'
import { renameTag } from '../../../../tenants/clients/tags/rename-tag.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientsPath } from './client-paths.server.ts'

const HERE = `${clientsPath}/tags`

/** All tags, and how many clients have each. */
export async function tagsPage(desk: Desk) {
  const { ctx, mayAny, say, words } = desk
  requireReach(ctx, 'clients:view')
  const labels = words('deskClients').tags
  return {
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientsPath, label: words('admin').clients.title },
    tags: (await listTags(ctx)).map(({ id, name, clients }) => ({
      id,
      name,
      href: withQuery(clientsPath, { tag: id }),
      clients: say('say.clientCount', { count: clients }),
      deleteLabel: say('say.deleteTagOf', { name }),
    })),
    mayChange: mayAny('clients:change'),
    words: labels,
  }
}

/** Makes a tag, renames one, or takes one away. */
export async function tagsAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const [name, tagId, intent] = [form.text('name'), form.text('tag'), form.text('intent')]
  const said = { errors: words('deskClients').tags.errors, values: { name, tag: tagId } }
  return mend<FormAnswer>(desk, said, async () => {
    if (intent === 'delete') {
      await deleteTag(ctx, { tagId })
      return { location: donePath(HERE, 'tagDeleted') }
    }
    if (tagId) {
      await renameTag(ctx, { tagId, name })
      return { location: donePath(HERE, 'tagRenamed') }
    }
    await createTag(ctx, { name })
    return { location: donePath(HERE, 'tagMade') }
  })
}
