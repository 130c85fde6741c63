import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { getCatalogue } from '../../tenants/studio/get-catalogue.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { tenantOf } from '../load-context.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { studio } = await getCatalogue(tenantOf(context))
  return { name: localize(studio.studioName, studio.defaultLocale, studio.defaultLocale) }
}

export default function Home() {
  const { name } = useLoaderData<typeof loader>()
  return <h1>{name}</h1>
}
