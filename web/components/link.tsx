import { Link as RouterLink, type LinkProps } from '@remix-run/react'

/** A way within the site; pages blend into each other where the browser can. */
export function Link(props: LinkProps) {
  return <RouterLink viewTransition {...props} />
}
