import { Form, NavLink, useSubmit } from '@remix-run/react'
import type { HoursFrame } from '../../../views/admin/hours-trainer.server.ts'
import { PageHead } from '../page-head.tsx'

type HoursHeadProps = {
  frame: HoursFrame
  words: { title: string; trainer: string; show: string; parts: string }
}

/** Whose hours these are, whose else can be looked at, and the pages about them. */
export function HoursHead({ frame, words }: HoursHeadProps) {
  const submit = useSubmit()
  const { tabs, trainer, trainers } = frame
  return (
    <>
      <PageHead title={words.title} intro={trainer.name}>
        {trainers.length > 1 ? (
          <Form className="hours-whose" onChange={({ currentTarget }) => submit(currentTarget)}>
            <label className="visually-hidden" htmlFor="trainer">
              {words.trainer}
            </label>
            <select className="select" id="trainer" name="trainer" defaultValue={trainer.id} key={trainer.id}>
              {trainers.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <button className="button button-quiet" type="submit">
              {words.show}
            </button>
          </Form>
        ) : null}
      </PageHead>
      <nav className="tabs" aria-label={words.parts}>
        {tabs.map(({ key, href, label }) => (
          <NavLink key={key} className="tab" to={href} end>
            {label}
          </NavLink>
        ))}
      </nav>
    </>
  )
}
