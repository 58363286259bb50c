/** A NestJS application with shutdown hooks. With the argument `waits`, one of them awaits `shutdown()`. */
import "reflect-metadata";
import { Controller, Get, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { client } from "tracked-client";

const waits = process.argv.includes("waits");

class Shop {
  buy(): string {
    for (let call = 0; call < 5; call += 1) client.track();
    return "tracked";
  }
}

class App {
  async onApplicationShutdown(): Promise<void> {
    if (waits) await client.shutdown();
  }
}

// What the syntax of decorators would do.
const buy = Object.getOwnPropertyDescriptor(Shop.prototype, "buy");
if (buy !== undefined) Get("/")(Shop.prototype, "buy", buy);
Controller()(Shop);
Module({ controllers: [Shop] })(App);

const app = await NestFactory.create(App, { logger: false });
app.enableShutdownHooks();
await app.listen(0, "127.0.0.1");
process.stdout.write(`ready ${await app.getUrl()}\n`);
