import type { Context } from 'hono'
import type { AppError } from '../../tenants/errors.ts'
import type { TenantEntry } from '../../tenants/operators/list-tenants.ts'
import type { AppEnv } from '../app-env.ts'
import type { Markup } from '../pages/neutral-page.ts'
import type { Typed } from './console-form.ts'

/** What a section is asked to show. */
export type Shown = {
  tenant: TenantEntry
  /** When one of its own forms could not be carried out: why. */
  failure?: AppError | undefined
  /** And what was typed into it; nothing is, otherwise. */
  typed: Typed
  /** Something goes on: the page is asked for again after so many seconds. */
  refreshIn: (seconds: number) => void
}

/** One part of a studio's page. */
export type TenantSection = {
  /** A word for addresses: `/operator/tenants/:id#plan`, and `/operator/tenants/:id/plan/…` for its forms. */
  id: string
  title: string
  /** What it says; null where there is nothing to be said of this studio. */
  show: (c: Context<AppEnv>, shown: Shown) => Promise<Markup | null> | Markup | null
  /**
   * What its forms ask for, by the last part of their address. Afterwards the section is shown again, or the page whose
   * address is given. What it throws that can be put right is shown on the page.
   */
  deeds?: Record<string, Deed>
}

export type Deed = (
  c: Context<AppEnv>,
  asked: { tenant: TenantEntry; typed: Typed },
) => Promise<string | void | Response>
