import { AppError } from '../../../../tenants/errors.ts'
import { changeService } from '../../../../tenants/studio/change-service.ts'
import { changeTrainer } from '../../../../tenants/studio/change-trainer.ts'
import { addPicture } from '../../../../tenants/uploads/add-picture.ts'
import { describePicture } from '../../../../tenants/uploads/describe-picture.ts'
import { listPictures } from '../../../../tenants/uploads/list-pictures.ts'
import { uploadPurposes, type Picture, type Purpose } from '../../../../tenants/uploads/picture.ts'
import { removePicture } from '../../../../tenants/uploads/remove-picture.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readParts, textsOf } from '../../../lib/read-parts.server.ts'
import { pictureView } from '../../picture-view.server.ts'
import { languagesOf, localizedValues, readLocalized, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { siteParts } from './site-view.server.ts'

const PICTURES_PATH = '/admin/site/pictures'

/** All pictures, a form for one more, and who of the trainers and which service shows which. */
export async function picturesPage(desk: Desk) {
  const { ctx, words, studio, text, catalogue, mayAny } = desk
  const labels = words('site')
  const all = await listPictures(ctx)
  const nameOf = { ...labels.pictures.purposes }
  const pictures = all.map((picture) => ({
    id: picture.id,
    ...pictureView(desk, picture),
    purpose: nameOf[picture.purpose],
    isInUse: picture.isInUse,
    size: `${picture.width} × ${picture.height}`,
    texts: localizedValues('alt', picture.alt, studio),
  }))
  const optionsFor = (purpose: Purpose) =>
    all
      .filter((picture) => picture.purpose === purpose)
      .map((picture, index) => ({
        value: picture.id,
        label: pictureView(desk, picture).alt || `${nameOf[purpose]} ${index + 1}`,
      }))
  return {
    pageTitle: titleOf(desk, labels.pictures.title),
    parts: siteParts(desk),
    mayChange: mayAny('settings:change'),
    mayShow: mayAny('services:change'),
    pictures,
    purposes: uploadPurposes.map((value) => ({ value, label: nameOf[value] })),
    languages: languagesOf(desk),
    values: localizedValues('alt', {}, studio),
    shown: [
      ...catalogue.trainers.map(({ id, name, photoId }) => ({
        key: `trainer ${id}`,
        name: text(name),
        photoId,
      })),
      ...catalogue.services.map(({ id, name, photoId }) => ({
        key: `service ${id}`,
        name: text(name),
        photoId,
      })),
    ],
    options: { trainer: optionsFor('trainer'), service: optionsFor('service') },
    words: labels,
  }
}

export type PicturesPage = Awaited<ReturnType<typeof picturesPage>>

/** Adds a picture, describes or removes one, or has a trainer or a service shown by one. */
export async function picturesAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readParts(request)
  const values = textsOf(form)
  const said = { errors: words('site').errors, values }
  return mend(desk, said, async (): Promise<CarriedOut> => {
    switch (values['intent']) {
      case 'remove':
        await removePicture(ctx, { uploadId: values['picture'] ?? '' })
        return { location: donePath(PICTURES_PATH, 'pictureGone') }
      case 'describe':
        await describePicture(ctx, { uploadId: values['picture'] ?? '', alt: readLocalized(values, 'alt') })
        return { location: donePath(PICTURES_PATH, 'saved') }
      case 'show':
        await showPicture(desk, values)
        return { location: donePath(PICTURES_PATH, 'saved') }
      default:
        await takePicture(desk, form)
        return { location: donePath(PICTURES_PATH, 'pictureAdded') }
    }
  })
}

/** The same for a form that waits for the picture. */
export async function pictureSent(desk: Desk): Promise<Response> {
  const { errors } = desk.words('site')
  try {
    const picture = await takePicture(desk, await readParts(desk.request))
    return Response.json({ picture: { id: picture.id, ...pictureView(desk, picture) } }, { status: 201 })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const [fault] = error.details.errors ?? []
    const known: Record<string, string> = errors
    const said =
      known[fault ? `${fault.path}.${fault.code}` : (error.details.reason ?? error.code)] ?? error.message
    return Response.json({ error: said }, { status: error.status })
  }
}

async function takePicture({ ctx }: Desk, form: FormData): Promise<Picture> {
  const values = textsOf(form)
  const file = form.get('file')
  return addPicture(ctx, {
    // The verb says which there are.
    purpose: values['purpose'] as Purpose,
    alt: readLocalized(values, 'alt'),
    bytes: async () => (file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()),
  })
}

async function showPicture({ ctx }: Desk, { whose = '', photoId: chosen }: Values): Promise<void> {
  const [kind, id = ''] = whose.split(' ')
  const photoId = chosen || null
  if (kind === 'trainer') await changeTrainer(ctx, { trainerId: id, photoId })
  else await changeService(ctx, { serviceId: id, photoId })
}
