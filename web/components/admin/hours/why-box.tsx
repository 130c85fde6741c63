import { Form } from '@remix-run/react'
import type { HoursOfferedPage } from '../../../views/admin/hours-offered-view.server.ts'
import { SelectField } from '../../access/select-field.tsx'
import { Field } from '../../field.tsx'
import { Link } from '../../link.tsx'
import { DateField } from '../date-field.tsx'

type WhyBoxProps = Extract<HoursOfferedPage, { frame: object }>

/** Ask why a time is not offered, and read the reason. A question is an address: it can be sent to a colleague. */
export function WhyBox({
  frame,
  services,
  serviceId,
  asked,
  why,
  mayAskAny,
  mayAskClient,
  words,
}: WhyBoxProps) {
  const said = words.why
  return (
    <section className="panel why" id="why" aria-labelledby="why-title">
      <h2 id="why-title">{said.title}</h2>
      <Form
        className="why-form"
        action="/admin/hours/offered#why"
        key={JSON.stringify(asked)}
        preventScrollReset
      >
        <input type="hidden" name="trainer" value={frame.trainer.id} />
        <SelectField
          id="why-service"
          name="service"
          label={said.service}
          options={services}
          defaultValue={serviceId}
        />
        <DateField name="on" label={said.on} defaultValue={asked.on} error={undefined} />
        <Field name="at" type="time" label={said.at} defaultValue={asked.at} error={undefined} />
        {mayAskAny ? (
          <SelectField
            name="who"
            label={said.who}
            options={[
              { value: 'one', label: frame.trainer.name },
              { value: 'any', label: said.anyone },
            ]}
            defaultValue={asked.who}
          />
        ) : null}
        {mayAskClient ? (
          <Field
            name="client"
            type="email"
            label={said.client}
            hint={said.clientHint}
            defaultValue={asked.client}
            error={undefined}
            autoComplete="off"
          />
        ) : null}
        <button className="button" type="submit">
          {said.ask}
        </button>
      </Form>
      {why ? (
        <output className={`why-answer ${why.isOffered ? 'why-yes' : 'why-no'}`}>
          {why.question ? <span className="why-question">{why.question}</span> : null}
          {why.lines.map(({ who, text, link }, index) => (
            <span key={index} className="why-line">
              <span>
                {who ? <b>{who}: </b> : null}
                {text}
              </span>
              {link ? (
                <Link className="text-link" to={link.href}>
                  {link.label}
                </Link>
              ) : null}
            </span>
          ))}
        </output>
      ) : null}
    </section>
  )
}
