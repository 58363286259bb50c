import { Body, Controller, Post } from "@nestjs/common";
import { AnalyticsPort } from "./analytics.service";

enum OrderEvent {
  Placed = "order_placed",
  Cancelled = "order_cancelled",
}

@Controller("orders")
export class OrdersController {
  constructor(private readonly analytics: AnalyticsPort) {}

  @Post()
  place(@Body() order: { userId: string; total: number }): void {
    this.analytics.track({ userId: order.userId, event: OrderEvent.Placed, props: { total: order.total } });
  }

  @Post("cancel")
  cancel(@Body() order: { userId: string; tenantId: string }): void {
    this.analytics?.track({ userId: order.tenantId, event: OrderEvent.Cancelled });
  }
}
