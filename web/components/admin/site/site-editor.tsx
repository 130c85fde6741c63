import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import { useScripts } from '../../access/use-scripts.ts'
import { Field } from '../../field.tsx'
import { Link } from '../../link.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Fold } from '../fold.tsx'
import { formFields, type FormField } from '../form-fields.ts'
import { LocalizedField } from '../localized-field.tsx'
import { SITE_FORM } from './live-form.ts'
import { Choices, Colors, Presets } from './look-fields.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { PreviewFrame } from './preview-frame.tsx'
import { SectionsField } from './sections-field.tsx'

type SiteEditorProps = { page: SitePage; refused: RefusedForm | undefined }

/** Everything about the site in one form, and the site beside it. */
export function SiteEditor({ page, refused }: SiteEditorProps) {
  const { formKey, mayChange, words } = page
  const field = formFields(page.values, refused)
  const hasScripts = useScripts()
  return (
    <div className="site-editor" key={formKey}>
      <DeskForm
        id={SITE_FORM}
        className="desk-form site-form"
        alert={refused?.message}
        edition={refused?.values['edition'] ?? page.edition}
        meanwhile={refused?.meanwhile}
      >
        <fieldset className="site-fields" disabled={!mayChange}>
          <legend className="visually-hidden">{words.title}</legend>
          <Presets page={page} />
          <Colors page={page} field={field} />
          <Choices page={page} field={field} />
          <Images page={page} field={field} />
          <Words page={page} field={field} />
          <SectionsField page={page} field={field} />
          <Elsewhere page={page} field={field} />
        </fieldset>
        {mayChange ? (
          <div className="site-bar">
            <button className="button" type="submit">
              {words.publish}
            </button>
            {hasScripts ? (
              <a className="button button-quiet site-bar-see" href="#preview">
                {words.showPreview}
              </a>
            ) : (
              <button
                className="button button-quiet"
                type="submit"
                formAction="/admin/site/preview"
                formTarget="preview"
              >
                {words.preview}
              </button>
            )}
          </div>
        ) : null}
      </DeskForm>
      <PreviewFrame page={page} />
    </div>
  )
}

type PartProps = { page: SitePage; field: (name: string) => FormField }

function Images({ page: { logos, heroPhotos, words }, field }: PartProps) {
  const { images } = words
  return (
    <section className="site-part" aria-labelledby="images">
      <h2 id="images">{images.title}</h2>
      <PictureChoice
        field={field('logoId')}
        purpose="logo"
        legend={images.logo}
        hint={images.logoHint}
        pictures={logos}
        words={images}
      />
      <PictureChoice
        field={field('heroPhotoId')}
        purpose="hero"
        legend={images.heroPhoto}
        hint={images.heroHint}
        pictures={heroPhotos}
        words={images}
      />
      <Link className="text-link" to="/admin/site/pictures">
        {images.more}
      </Link>
    </section>
  )
}

function Words({ page: { languages, words }, field }: PartProps) {
  const shared = { languages, field }
  const { words: texts } = words
  return (
    <section className="site-part" aria-labelledby="words">
      <h2 id="words">{texts.title}</h2>
      <LocalizedField {...shared} name="tagline" label={texts.tagline} maxLength={160} />
      <LocalizedField
        {...shared}
        name="heroTitle"
        label={texts.heroTitle}
        hint={texts.heroTitleHint}
        maxLength={120}
      />
      <LocalizedField {...shared} name="about" label={texts.about} maxLength={2000} isLong />
      <LocalizedField {...shared} name="policy" label={texts.policy} maxLength={600} isLong />
      <LocalizedField
        {...shared}
        name="hoursNote"
        label={texts.hoursNote}
        hint={texts.hoursNoteHint}
        maxLength={600}
        isLong
      />
    </section>
  )
}

function Elsewhere({ page: { networks, values, words }, field }: PartProps) {
  const filled = networks.filter(({ kind }) => values[`social.${kind}`]).map(({ name }) => name)
  const isWrong = networks.some(({ kind }) => field(`social.${kind}`).error)
  return (
    <Fold title={words.social.title} note={filled.join(', ') || undefined} isOpen={isWrong}>
      <p className="field-hint">{words.social.hint}</p>
      {networks.map(({ kind, name }) => (
        <Field
          key={kind}
          {...field(`social.${kind}`)}
          label={name}
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          maxLength={300}
        />
      ))}
    </Fold>
  )
}
