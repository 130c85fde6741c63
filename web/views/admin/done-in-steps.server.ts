import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { donePath, type Done } from './toast.server.ts'

export const START_PATH = '/admin/start'

/** The path of a page whose form leads back to the first steps when it is done. */
export const stepPath = (path: string): string => withQuery(path, { step: '1' })

/** Whether somebody came here from the first steps. */
export const isStep = ({ url }: Desk): boolean => url.searchParams.has('step')

/** Where a form goes on: back to the first steps for who came from there. */
export const doneInSteps = (desk: Desk, path: string, done: Done): string =>
  isStep(desk) ? donePath(START_PATH, done === 'made' ? 'made' : 'saved') : donePath(path, done)
