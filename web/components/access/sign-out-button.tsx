import '../../styles/access.css'
import { PostForm } from './post-form.tsx'

/** Ends it here. Looking at an address never does. */
export function SignOutButton({ href, label }: { href: string; label: string }) {
  return (
    <PostForm className="sign-out" action={href}>
      <button className="text-button" type="submit">
        {label}
      </button>
    </PostForm>
  )
}
