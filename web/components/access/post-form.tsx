import { useRef, type FormHTMLAttributes } from 'react'

/** A second press within this time was one press too many (ms). */
const DOUBLE_MS = 2_000

/**
 * A form that is sent as a whole page: it needs no scripts, password managers see that it is gone, and the frame around
 * the next page knows who has signed in.
 */
export function PostForm({ children, ...rest }: FormHTMLAttributes<HTMLFormElement>) {
  const sentAt = useRef(-DOUBLE_MS)
  return (
    <form
      method="post"
      className="form"
      noValidate
      onSubmit={(event) => {
        if (event.timeStamp - sentAt.current < DOUBLE_MS) event.preventDefault()
        else sentAt.current = event.timeStamp
      }}
      {...rest}
    >
      {children}
    </form>
  )
}
