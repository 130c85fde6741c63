/**
 * Pages of the day kept on the device for when there is no connection: a cache of each person's own, which only holds
 * while they are signed in. Shared by the pages and by the worker that answers for them.
 */

const PAGES = 'desk-pages-'
export const FILES = 'desk-files'
/** Whose page an answer is: without it, it is nobody's and not kept. */
export const PERSON_HEADER = 'X-Desk-Person'
/** On `<html>` of a page that comes from here. */
export const KEPT_MARK = 'data-kept'
/** A page of yesterday says nothing about today. */
export const LONGEST_KEPT_MS = 20 * 3_600_000

/** Today, and the page of one class. */
export const isDayPage = (path: string): boolean => /^\/admin(\/sessions\/[\w-]+)?\/?$/.test(path)

export const pagesOf = (person: string): string => PAGES + person

/** The names of the caches of pages: of one person, unless somebody has just taken over the device. */
export async function listPageCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PAGES))
}

/** Forgets the kept pages; those of `person` stay when given. */
export async function dropPages(person?: string): Promise<void> {
  const names = await listPageCaches()
  await Promise.all(names.filter((name) => name !== pagesOf(person ?? '')).map((name) => caches.delete(name)))
}
