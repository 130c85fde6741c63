import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { FieldFrame } from '../components/field-frame.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { filesAnswer, filesPage } from '../views/admin/clients/files-view.server.ts'

export const loader = atDesk(filesPage)

export const action = atDesk(async (desk) => sendAnswer(await filesAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClientFiles() {
  const { back, files, mayWrite, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      {mayWrite ? (
        // Empty again after each file.
        <DeskForm encType="multipart/form-data" alert={refused?.message} key={files[0]?.id ?? 'none'}>
          <FieldFrame id="file" label={words.file} hint={words.hint} error={refused?.errors['file']}>
            {(control) => (
              <input
                {...control}
                className="field-input file-input"
                type="file"
                name="file"
                accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.txt"
                required
              />
            )}
          </FieldFrame>
          <button className="button" type="submit">
            {words.add}
          </button>
        </DeskForm>
      ) : null}
      {files.length === 0 ? <p className="desk-intro">{words.none}</p> : null}
      <ul className="client-lines">
        {files.map(({ id, name, href, about, deleteLabel }) => (
          <li className="client-line" key={id}>
            <span>
              {/* A file is nothing that a page could show: the browser takes it itself. */}
              <a className="text-link" href={href} download>
                {name}
              </a>{' '}
              <span className="soft small">{about}</span>
            </span>
            {mayWrite ? (
              <Form method="post" encType="multipart/form-data">
                <input type="hidden" name="file" value={id} />
                <button className="text-button" name="intent" value="delete" aria-label={deleteLabel}>
                  {words.delete}
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
