import type { Location } from '../../tenants/studio/get-catalogue.ts'
import type { Portal } from '../lib/portal.server.ts'

/** Where something takes place, with a link to a map: the studio's own, or by the address, which a map finds with its door. */
export function placeView({ text }: Portal, location: Location) {
  const [name, address] = [text(location.name), text(location.address)]
  const { latitude, longitude, timeZone, mapUrl } = location
  const point = latitude && longitude ? `${latitude},${longitude}` : ''
  const query = address || point
  return {
    name,
    address,
    timeZone,
    mapHref:
      mapUrl ??
      (query ? `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(query)}` : null),
  }
}
