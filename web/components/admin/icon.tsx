/** One line each, on a square of 20. */
const paths = {
  home: 'M3 9.5 10 3.5l7 6V17h-4.5v-4.5h-5V17H3Z',
  search: 'M9 15.2A6.2 6.2 0 1 0 9 2.8a6.2 6.2 0 0 0 0 12.4ZM13.6 13.6 17.2 17.2',
  calendar: 'M3.5 5h13v11.5h-13ZM3.5 8.5h13M7 3v3M13 3v3',
  bookings: 'M4 3.5h12v13.2l-2-1.4-2 1.4-2-1.4-2 1.4-2-1.4-2 1.4ZM7 7.5h6M7 11h4',
  classes: 'M3.5 4.5h13M3.5 8.2h8M3.5 12h13M3.5 15.7h8M14.6 8.2h1.9M14.6 15.7h1.9',
  services: 'M3.5 10.6V3.5h7l6 6-7 7ZM7 7v.1',
  trainers: 'M2.5 10h15M5 6.5v7M7.3 5v10M12.7 5v10M15 6.5v7',
  places:
    'M10 17.2c3.6-3.6 5.4-6.4 5.4-8.6a5.4 5.4 0 1 0-10.8 0c0 2.2 1.8 5 5.4 8.6ZM10 10.4a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8',
  hours: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 6v4.2l2.8 1.7',
  policies: 'M5 2.8h7l3 3v11.4H5ZM11.8 2.8V6H15M7.5 9.5h5M7.5 12.8h5',
  site: 'M3 4h14v12H3ZM3 7.5h14M6 5.8v.1M8 5.8v.1',
  settings: 'M4 6h6M14 6h2M4 14h2M10 14h6M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  data: 'M10 3v9M6.5 8.8 10 12.3l3.5-3.5M3.5 13v3.5h13V13',
  messages: 'M3 4.5h14v9.5H9l-4 3v-3H3ZM6 8h8M6 10.8h5',
  clients: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10ZM3.8 16.8c.6-3 3-4.4 6.2-4.4s5.6 1.4 6.2 4.4Z',
  staff:
    'M7.4 9.6a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.2 16.4c.4-2.9 2.4-4.2 5.2-4.2s4.8 1.3 5.2 4.2ZM12.8 4.2a2.8 2.8 0 0 1 0 5.3M14.6 12.6c1.8.5 2.9 1.7 3.2 3.8',
  roles: 'M10 2.8l6 2.2v4.6c0 3.6-2.4 6.3-6 7.6-3.6-1.3-6-4-6-7.6V5ZM7.4 9.8l1.9 1.9 3.4-3.6',
  keys: 'M12.8 11.6a4.2 4.2 0 1 0-3.9-2.7L3 14.8V17h2.6v-1.9h1.9v-1.9h1.8l1-1ZM13.6 6.6v.1',
  log: 'M4 4.5h12M4 8.2h12M4 11.8h7.5M4 15.5h4.5M13.5 12.6v2.4l1.7 1',
  security: 'M5 9h10v7.5H5ZM7 9V6.4a3 3 0 0 1 6 0V9M10 12v1.6',
  profile:
    'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 10.4a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM5.6 15.4c.8-2 2.4-2.9 4.4-2.9s3.6.9 4.4 2.9',
  away: 'M8 4H4v12h12v-4M11.5 3.5h5v5M16 4l-7 7',
  leave: 'M12 4H4.5v12H12M9 10h8M14 6.8l3.2 3.2-3.2 3.2',
  more: 'M4.2 10h.1M10 10h.1M15.8 10h.1',
} as const

export type IconName = keyof typeof paths

/** A sign beside a word; the word says it all. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
