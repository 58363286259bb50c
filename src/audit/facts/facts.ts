import type { Action, CodeSide } from "./sdks.ts";
import type { Shape } from "./shapes.ts";

/**
 * What the code does with PostHog, as found: no judgement, and nothing of the plan. Verdicts, the recorded places, a plan made
 * from code and the rewriting of calls all derive from it.
 */
export interface CodeFacts {
  /** In the order of files and places. */
  readonly calls: readonly Call[];
  /** Files that could not be read as code, and why. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
  /** Component files whose templates name calls that were not read. */
  readonly templates: readonly { readonly file: string; readonly count: number }[];
  /** Packages that code imports and whose types are not there: what depends on them cannot be told. */
  readonly unresolved: readonly string[];
  readonly files: {
    /** How many were looked at. */
    readonly seen: number;
    /** How many of them the compiler read. */
    readonly analysed: number;
    /** Those with comments that suppress findings. */
    readonly marked: readonly string[];
  };
}

/** A stretch of a file, in UTF-16 code units from its beginning. */
export interface Span {
  /** Absolute, with `/`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A call that sends something, or that tells PostHog who somebody is. */
export interface Call {
  readonly action: Action | "logout";
  readonly via: Via;
  /** The side it runs on, where it can be told. */
  readonly side: CodeSide | undefined;
  readonly span: Span;
  /** What is called, such as `posthog.capture`. */
  readonly callee: Span;
  /** Absent for actions that name no event. */
  readonly event?: EventName | undefined;
  readonly id?: PersonId | undefined;
  readonly properties?: Given | undefined;
  readonly timestamp?: Span | undefined;
  /** Whether it names groups. */
  readonly groups?: Span | undefined;
  /** The types of the groups that it is about, where the call of the SDK names them. */
  readonly groupTypes: readonly string[];
  /** The function that contains it: calls in one function happen in their order. */
  readonly scope: string;
  /** The name of that function, after those around it, such as `Checkout.onPay`. */
  readonly scopeName?: string | undefined;
  /** The branches of that function that it is in, from the outermost. */
  readonly branches: readonly Branch[];
}

/** One arm of an `if`, of `a ? b : c`, of a `switch` or of a `try`. */
export interface Branch {
  /** The place of what has the arms; unique in a file. */
  readonly of: number;
  readonly arm: number;
  /** Whether it ends by leaving, so that nothing after it runs. */
  readonly leaves: boolean;
}

/** How a call reaches PostHog. */
export type Via =
  | {
      readonly kind: "sdk";
      readonly method: string;
      /** Whether it is known to be PostHog's client. Otherwise its name is all that speaks for it. */
      readonly sure: boolean;
    }
  | { readonly kind: "helper"; readonly helper: string }
  | {
      readonly kind: "wrapper";
      readonly wrapper: string;
      readonly sure: boolean;
      /** The call of the SDK that it ends in. */
      readonly target: Span;
    };

/** The names that an event can have. */
export interface EventName {
  readonly span: Span;
  /** Names that are certain to be among them. */
  readonly values: readonly string[];
  /** The expression that makes other names, where there is one. Its known parts stand, the others are `*`. */
  readonly dynamic?: string | undefined;
}

/** Who a call is about. */
export interface PersonId {
  readonly span: Span;
  /** The alternatives of `a ?? b`, `a || b` and `c ? a : b`, in their order. */
  readonly alternatives: readonly IdExpression[];
}

export interface IdExpression {
  readonly text: string;
  readonly span: Span;
  /** The expression inside of a wrapper that stands for this one there: the wrapper's parameter. */
  readonly passedTo?: IdExpression | undefined;
  /** The words of its names, from the outside to the inside: `session.user.email` gives `session`, `user`, `email`. */
  readonly names: readonly string[];
  /** Literal values it can have. */
  readonly literals: readonly (string | number)[];
  /** The primitive type, where it is known. */
  readonly type?: "string" | "number" | undefined;
  /** The name of its type, such as `UserId` or `EmailAddress`. */
  readonly typeName?: string | undefined;
}

/** The properties that are given to a call. */
export interface Given {
  readonly span: Span;
  readonly properties: readonly GivenProperty[];
  /** The text of what is spread in or given as a whole and whose properties cannot be told. */
  readonly unknown: readonly string[];
}

export interface GivenProperty {
  readonly name: string;
  readonly span: Span;
  readonly shape: Shape;
  /** Whether it may be absent. */
  readonly optional: boolean;
}
