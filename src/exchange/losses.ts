import type { Place } from "../diagnostics/diagnostic.ts";

/**
 * The kinds of losses, in the order in which they are reported:
 *
 * - `kept`: the target has no word for it; it is written in another place, such as the description.
 * - `widened`: the target accepts more than the source.
 * - `closed`: the target accepts less than the source.
 * - `renamed`: it has another name in the target.
 * - `merged`: it is one thing with another in the target.
 * - `skipped`: a whole thing, such as an event, is not in the target.
 * - `dropped`: a part of a thing, such as its owner, is not in the target.
 */
export const LOSS_KINDS = ["kept", "widened", "closed", "renamed", "merged", "skipped", "dropped"] as const;

export type LossKind = (typeof LOSS_KINDS)[number];

/**
 * Something that is not in the target of an import or export as it was in the source. Names and values stand in backticks in
 * every phrase, and no phrase ends with a full stop.
 *
 * @typeParam At - where it is in the source: what knows the plan alone gives a `Pointer`, for {@link locateLosses}
 */
export type Loss<At = Place> = LossBase<At> & LossDetail;

interface LossBase<At> {
  readonly at: At;
  /** The name of the thing in the source, without backticks, such as `order_paid.amount`. */
  readonly of: string;
  /** What of it is concerned, in the singular and without an article: losses are counted by it. Such as `pattern`. */
  readonly what: string;
  /** The option that would keep more, such as `--columns owner=Team`. */
  readonly option?: string | undefined;
}

type LossDetail =
  | { readonly kind: "kept"; /** Such as "in the description". */ readonly where: string }
  /** What was and what is accepted: "from a lower case letter to any text". */
  | { readonly kind: "widened" | "closed"; readonly from: string; readonly to: string }
  | {
      readonly kind: "renamed";
      /** The name in the target, without backticks. */ readonly to: string;
      readonly why?: string | undefined;
    }
  | {
      readonly kind: "merged";
      /** The name in the target, without backticks. */ readonly into: string;
    }
  | { readonly kind: "skipped" | "dropped"; readonly why: string };

/** The same losses with their places in files. */
export function locateLosses<At>(losses: readonly Loss<At>[], locate: (at: At) => Place): readonly Loss[] {
  return losses.map((loss) => ({ ...loss, at: locate(loss.at) }));
}
