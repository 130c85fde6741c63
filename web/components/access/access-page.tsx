import { useEffect, type ReactNode } from 'react'
import { dropPages } from '../../offline/kept-pages.ts'
import '../../styles/access.css'

type AccessPageProps = {
  title: string
  text?: string
  /** What has just been done. */
  notice?: string
  /** Why the form came back. */
  alert?: string | undefined
  children?: ReactNode
}

/** One question on a page of its own, beside the studio's art where there is room. */
export function AccessPage({ title, text, notice, alert, children }: AccessPageProps) {
  useForgottenPages()
  return (
    <main id="content" className="access">
      <div className="access-main">
        <AccessText title={title} text={text} notice={notice} alert={alert} />
        {children}
      </div>
      <div className="access-art" aria-hidden="true" />
    </main>
  )
}

type AccessTextProps = Record<keyof Omit<AccessPageProps, 'children' | 'title'>, string | undefined> & {
  title: string
}

/** What a page asks and says, above its form. */
export function AccessText({ title, text, notice, alert }: AccessTextProps) {
  return (
    <>
      {notice ? <output className="notice">{notice}</output> : null}
      <h1 className="access-title">{title}</h1>
      {text ? <p className="access-text">{text}</p> : null}
      {alert ? (
        <p className="form-errors" role="alert" id="form-alert">
          {alert}
        </p>
      ) : null}
    </>
  )
}

/** Whoever is asked who they are is not the one for whom this device kept pages of the admin. */
function useForgottenPages(): void {
  useEffect(() => {
    if ('caches' in window) void dropPages()
  }, [])
}
