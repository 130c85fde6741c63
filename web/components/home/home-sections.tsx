import type { ReactNode } from 'react'
import type { HomeView } from '../../views/home-view.server.ts'
import { Hero } from './hero.tsx'
import { NextClasses } from './next-classes.tsx'
import { NextTimes } from './next-times.tsx'
import { ServiceList } from './service-list.tsx'
import { TrainerList } from './trainer-list.tsx'
import { Visit } from './visit.tsx'

type Section = HomeView['sections'][number]

/** The first page of the site, its sections in the studio's order. */
export function HomeSections(view: HomeView) {
  const { sections } = view
  const drawn: Record<Section, (index: number) => ReactNode> = {
    times: () => <NextTimes {...view} key="times" />,
    classes: () => <NextClasses {...view} key="classes" />,
    services: () => <ServiceList {...view} key="services" />,
    trainers: () => <TrainerList {...view} key="trainers" />,
    // Who they are and where belong together where nothing is between.
    about: (index) => <Visit {...view} key="about" hasFacts={sections[index + 1] === 'visit'} hasAbout />,
    visit: (index) => (sections[index - 1] === 'about' ? null : <Visit {...view} key="visit" hasFacts />),
  }
  return (
    <main id="content" className="home">
      <Hero {...view} />
      {sections.map((section, index) => drawn[section](index))}
    </main>
  )
}
