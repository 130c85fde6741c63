import type { ServicePage } from '../../../views/admin/setup/service-view.server.ts'
import { CheckField } from '../check-field.tsx'
import type { FormField } from '../form-fields.ts'
import { MoneyField } from '../money-field.tsx'
import { NumberField } from '../number-field.tsx'
import { SelectField } from '../../access/select-field.tsx'

type ListProps = { page: ServicePage; field: (name: string) => FormField }

/** Who gives a service, each with a price and a duration of their own where they differ. */
export function GiversList({ page: { parts, currency, words }, field }: ListProps) {
  if (parts.trainers.length === 0) return <p className="desk-intro">{words.noTrainers}</p>
  return (
    <ul className="givers">
      {parts.trainers.map(({ id, name }) => {
        const own = `trainer.${id}`
        const price = field(`${own}.price`)
        const minutes = field(`${own}.minutes`)
        const isOwn = Boolean(price.defaultValue || minutes.defaultValue || price.error || minutes.error)
        return (
          <li className="giver" key={id}>
            <CheckField {...field(own)} label={name} />
            <details className="giver-own" open={isOwn || undefined}>
              <summary>
                {words.ownTerms}
                <span className="visually-hidden"> {name}</span>
              </summary>
              <div className="form-pair">
                <MoneyField {...price} label={words.ownPrice} currency={currency} />
                <NumberField {...minutes} label={words.ownMinutes} unit={words.minutesUnit} />
              </div>
            </details>
          </li>
        )
      })}
    </ul>
  )
}

/** What a service needs of rooms and equipment. */
export function UsesList({ page: { parts, words }, field }: ListProps) {
  return parts.pools.map(({ pool, names }) => (
    <div className="form-pair" key={pool}>
      <NumberField {...field(`use.${pool}`)} label={names} hint={words.unitsHint} />
      <SelectField
        {...field(`use.${pool}.per`)}
        label={words.per}
        options={[
          { value: 'session', label: words.perSession },
          { value: 'head', label: words.perHead },
        ]}
      />
    </div>
  ))
}
