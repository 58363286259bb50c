// Orders.
import type { Request, Response } from './http.js'
import { client } from './analytics.js' // the one client

interface User {
  id: string
  organizationId: string
}

export async function placeOrder(user: User, items: string[], response: Response) {
	client.capture({
		distinctId: user.id,
		event: 'order_placed',
		properties: {
			items: items.length, // all of them
			coupon: undefined,
		},
		groups: { organization: user.organizationId },
	})
  response.end('ok'); client.capture({ distinctId: user.id, event: "order_placed", properties: { items: 1 } })
}

export function paid(user: User, invoice: { id: string; paidAt: Date; amount: number }) {
  client.capture({
    distinctId: user.id,
    event: 'invoice_paid',
    timestamp: invoice.paidAt,
    properties: { invoice_id: invoice.id, amount: invoice.amount },
  })
  client.identify({ distinctId: user.id, properties: { $set: { plan: 'team' } } })
}

export function nightly(rows: number) {
  client.capture({ distinctId: 'reports', event: 'report_sent', properties: { rows } })
}
