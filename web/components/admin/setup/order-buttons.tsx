import { Form } from '@remix-run/react'

type OrderButtonsProps = { id: string; upLabel: string; downLabel: string; isFirst: boolean; isLast: boolean }

/** A place up, a place down. */
export function OrderButtons({ id, upLabel, downLabel, isFirst, isLast }: OrderButtonsProps) {
  return (
    <Form method="post" className="order" preventScrollReset replace>
      <input type="hidden" name="id" value={id} />
      <button className="order-button" name="intent" value="up" aria-label={upLabel} disabled={isFirst}>
        ↑
      </button>
      <button className="order-button" name="intent" value="down" aria-label={downLabel} disabled={isLast}>
        ↓
      </button>
    </Form>
  )
}
