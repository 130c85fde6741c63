import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { takeResendNews } from './resend.ts'
import { takeTwilioNews } from './twilio.ts'

/** What vendors tell us, on the platform's host. Each proves who it is by its signature; nobody else changes anything. */
export const webhooks = new Hono<AppEnv>().post('/resend', takeResendNews).post('/twilio', takeTwilioNews)
