// Orders.
import type { Request, Response } from './http.js'
import { client } from './analytics.js' // the one client
import { identifyUser, parseNightlyJobId, parseUserId, trackInvoicePaid, trackOrderPlaced, trackReportSent } from '../generated/index.js'

interface User {
  id: string
  organizationId: string
}

export async function placeOrder(user: User, items: string[], response: Response) {
	trackOrderPlaced(parseUserId(user.id), {
		items: items.length, // all of them
		coupon: undefined,
	}, { groups: { organization: user.organizationId } })
  response.end('ok'); trackOrderPlaced(parseUserId(user.id), { items: 1 })
}

export function paid(user: User, invoice: { id: string; paidAt: Date; amount: number }) {
  trackInvoicePaid(parseUserId(user.id), { invoice_id: invoice.id, amount: invoice.amount }, { timestamp: invoice.paidAt })
  identifyUser(parseUserId(user.id), { plan: 'team' })
}

export function nightly(rows: number) {
  trackReportSent(parseNightlyJobId('reports'), { rows })
}
