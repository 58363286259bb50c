import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Pointer } from "../../plan/property.ts";
import { isRecord } from "../../text/json.ts";
import type { SourceDocument } from "./document.ts";

/** A value of a file, and where it is in it. */
export class Cursor {
  readonly document: SourceDocument;
  readonly at: Pointer;
  readonly value: unknown;

  constructor(document: SourceDocument, value: unknown = document.data, at: Pointer = []) {
    this.document = document;
    this.value = value;
    this.at = at;
  }

  /** Its place for people. */
  place(): Place {
    return this.document.locate(this.at);
  }

  /** A text that no other value of any file has. */
  id(): string {
    return JSON.stringify([this.document.file, ...this.at]);
  }

  /** The member of a map; nothing if this is not a map or has no such member. */
  get(key: string): Cursor | undefined {
    return isRecord(this.value) && Object.hasOwn(this.value, key)
      ? new Cursor(this.document, this.value[key], [...this.at, key])
      : undefined;
  }

  /** The members of a map, in the order of the file, but for keys that are numbers. */
  entries(): readonly (readonly [key: string, member: Cursor])[] {
    if (!isRecord(this.value)) return [];
    return Object.entries(this.value).map(([key, member]) => [
      key,
      new Cursor(this.document, member, [...this.at, key]),
    ]);
  }

  /** Another value for the same place. */
  with(value: unknown): Cursor {
    return new Cursor(this.document, value, this.at);
  }

  /** All of its file. */
  root(): Cursor {
    return new Cursor(this.document);
  }

  /** A value inside of others. */
  within(...path: readonly string[]): Cursor | undefined {
    return path.reduce<Cursor | undefined>((at, key) => at?.get(key), this);
  }

  /** The items of a list. */
  items(): readonly Cursor[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((item, index) => new Cursor(this.document, item, [...this.at, index]));
  }

  /** A text without white space around it; nothing where it is blank, or no text. */
  text(): string | undefined {
    if (typeof this.value !== "string") return undefined;
    return this.value.trim() || undefined;
  }

  /** The {@link text} on one line. */
  line(): string | undefined {
    return this.text()?.replaceAll(/\s+/gu, " ");
  }

  /** The member of a map as {@link text}. */
  textAt(key: string): string | undefined {
    return this.get(key)?.text();
  }

  /** The texts of a list, each on one line. */
  lines(): readonly string[] {
    return this.items().flatMap((item) => item.line() ?? []);
  }
}
