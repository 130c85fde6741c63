import { requireStaff } from '../../../tenants/access/require-staff.ts'
import type { LocalizedText } from '../../../tenants/studio/get-catalogue.ts'
import { changeService } from '../../../tenants/studio/change-service.ts'
import { changeTrainer } from '../../../tenants/studio/change-trainer.ts'
import { getServiceDetails } from '../../../tenants/studio/get-service-details.ts'
import { getTrainerDetails } from '../../../tenants/studio/get-trainer-details.ts'
import { addPicture } from '../../../tenants/uploads/add-picture.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../lib/form-answer.server.ts'
import { readParts } from '../../lib/read-parts.server.ts'
import { findPicture } from '../picture-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

/** Who or what is shown by a photo. */
export type Pictured = { id: string; name: LocalizedText; photoId: string | null }
type Kind = 'trainer' | 'service'

const homes = { trainer: '/admin/trainers', service: '/admin/services' } as const

/** The photo of a trainer or a service, for the form about it. */
export function photoPart(desk: Desk, kind: Kind, { id, photoId }: Pictured) {
  const { mayAny, words } = desk
  const labels = words('photos')
  return {
    action: `${homes[kind]}/${id}/photo`,
    photo: findPicture(desk, photoId),
    hint: labels.hints[kind],
    // A picture is the site's, who shows it is what is offered.
    mayChange: mayAny('settings:change') && mayAny('services:change'),
    words: labels,
  }
}

export type PhotoPart = ReturnType<typeof photoPart>

/** The same on a page of its own: where a form leads that could not be carried out, or that came without scripts. */
export function photoPage(kind: Kind) {
  return async (desk: Desk) => {
    const { ctx, text, words } = desk
    requireStaff(ctx, 'settings:change')
    requireStaff(ctx, 'services:change')
    const pictured = await readPictured(desk, kind)
    const { title } = words('photos')
    const name = text(pictured.name)
    return {
      pageTitle: titleOf(desk, `${title} · ${name}`),
      back: { href: `${homes[kind]}/${pictured.id}`, label: name },
      part: photoPart(desk, kind, pictured),
    }
  }
}

/** Has a trainer or a service shown by a photo that is sent, or by none. It is called by their name. */
export function photoAnswer(kind: Kind) {
  return async (desk: Desk): Promise<FormAnswer> => {
    const { ctx, request, words } = desk
    requireStaff(ctx, 'settings:change')
    requireStaff(ctx, 'services:change')
    const form = await readParts(request)
    const { id, name } = await readPictured(desk, kind)
    return mend(desk, { errors: words('site').errors }, async (): Promise<CarriedOut> => {
      const photoId =
        form.get('intent') === 'remove' ? null : await takePhoto(desk, { form, kind, alt: name })
      if (kind === 'trainer') await changeTrainer(ctx, { trainerId: id, photoId })
      else await changeService(ctx, { serviceId: id, photoId })
      return { location: donePath(`${homes[kind]}/${id}`, 'saved') }
    })
  }
}

type Sent = { form: FormData; kind: Kind; alt: LocalizedText }

async function takePhoto({ ctx }: Desk, { form, kind, alt }: Sent): Promise<string> {
  const file = form.get('file')
  const bytes = async () =>
    file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
  return (await addPicture(ctx, { purpose: kind, alt, bytes })).id
}

function readPictured({ ctx, params }: Desk, kind: Kind): Promise<Pictured> {
  return kind === 'trainer'
    ? getTrainerDetails(ctx, params['trainer'] ?? '')
    : getServiceDetails(ctx, params['service'] ?? '')
}
