import {
  approvals,
  slotGrids,
  waitlistModes,
  windowKinds,
  type ServiceKind,
} from '../../../../tenants/studio/service-choices.ts'
import type { Choice } from '../../../components/admin/choice-list.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FieldSpec } from '../form-spec.server.ts'

export type ServiceGroup = {
  key:
    | 'basics'
    | 'who'
    | 'where'
    | 'starts'
    | 'around'
    | 'booking'
    | 'ahead'
    | 'class'
    | 'waitlist'
    | 'attendance'
  /** Seldom needed: closed until something in it is wrong. */
  isFolded?: true
  fields: FieldSpec[]
}

const choicesOf = (values: readonly string[], words: Record<string, { label: string; text?: string }>) =>
  values.map((value): Choice => ({ value, label: value, ...words[value] }))

/** What is asked about a service, in groups that belong together; classes have more. */
export function serviceGroups(desk: Desk, kind: ServiceKind): ServiceGroup[] {
  const { choices } = desk.words('setupServices')
  const places = desk.catalogue.locations
  const common: ServiceGroup[] = [
    {
      key: 'basics',
      fields: [
        { name: 'name', kind: 'localized', isRequired: true, maxLength: 120 },
        { name: 'description', kind: 'localizedLong', maxLength: 2_000 },
        { name: 'durationMinutes', kind: 'duration', isRequired: true },
        { name: 'price', kind: 'money', isRequired: true },
        { name: 'slug', kind: 'text', isRequired: true, maxLength: 64 },
        { name: 'color', kind: 'color' },
      ],
    },
    { key: 'who', fields: [] },
    {
      key: 'where',
      fields:
        places.length > 1
          ? [
              {
                name: 'locationIds',
                kind: 'checks',
                options: places.map(({ id, name }) => ({ value: id, label: desk.text(name) })),
              },
            ]
          : [],
    },
    {
      key: 'booking',
      fields: [
        { name: 'minNoticeMinutes', kind: 'duration' },
        { name: 'freeCancelMinutes', kind: 'duration' },
        { name: 'windowDays', kind: 'number' },
        { name: 'maxParty', kind: 'number' },
      ],
    },
  ]
  return [...common, ...(kind === 'class' ? classGroups(choices) : []), ...foldedGroups(kind, choices)]
}

type Choices = ReturnType<typeof choicesIn>
const choicesIn = (desk: Desk) => desk.words('setupServices').choices

const classGroups = (choices: Choices): ServiceGroup[] => [
  {
    key: 'class',
    fields: [
      { name: 'capacity', kind: 'number', isRequired: true },
      { name: 'onlineCapacity', kind: 'number' },
      { name: 'walkInCapacity', kind: 'number' },
      { name: 'minAttendance', kind: 'number' },
      { name: 'decideMinutes', kind: 'duration' },
    ],
  },
  {
    key: 'waitlist',
    isFolded: true,
    fields: [
      { name: 'waitlistMode', kind: 'choice', options: choicesOf(waitlistModes, choices.waitlistMode) },
      { name: 'waitlistMax', kind: 'number' },
      { name: 'offerMinutes', kind: 'duration' },
      { name: 'waitlistCloseMinutes', kind: 'duration' },
      { name: 'waitlistLeaveMinutes', kind: 'duration' },
    ],
  },
]

const foldedGroups = (kind: ServiceKind, choices: Choices): ServiceGroup[] => [
  {
    key: 'ahead',
    isFolded: true,
    fields: [
      { name: 'windowKind', kind: 'choice', options: choicesOf(windowKinds, choices.windowKind) },
      { name: 'opensAtMinute', kind: 'time' },
      { name: 'windowFromOn', kind: 'date', isNullable: true },
      { name: 'windowToOn', kind: 'date', isNullable: true },
      ...(kind === 'class' ? ([{ name: 'joinNoticeMinutes', kind: 'duration' }] as const) : []),
      { name: 'approval', kind: 'choice', options: choicesOf(approvals, choices.approval) },
      { name: 'approvalHours', kind: 'number' },
    ],
  },
  ...(kind === 'class'
    ? []
    : ([
        {
          key: 'starts',
          isFolded: true,
          fields: [
            { name: 'intervalMinutes', kind: 'duration' },
            { name: 'grid', kind: 'choice', options: choicesOf(slotGrids, choices.grid) },
            { name: 'offsetMinutes', kind: 'duration' },
            { name: 'durationChoices', kind: 'numbers' },
          ],
        },
      ] satisfies ServiceGroup[])),
  {
    key: 'around',
    isFolded: true,
    fields: [
      { name: 'bufferBeforeMinutes', kind: 'duration' },
      { name: 'bufferAfterMinutes', kind: 'duration' },
      { name: 'gapRule', kind: 'choice', options: choicesOf(['max', 'sum'], choices.gapRule) },
      { name: 'buffersInsideHours', kind: 'check' },
    ],
  },
  {
    key: 'attendance',
    isFolded: true,
    fields: [
      { name: 'checkInMinutes', kind: 'duration' },
      { name: 'autoNoShowMinutes', kind: 'duration' },
    ],
  },
]
