/** Asks a person at a terminal. Whatever a question shows may come from a plan: implementations make it printable. */
export interface Ask {
  /** One line. @returns it without white space around it; empty only when `isOptional` */
  text(question: TextQuestion): Promise<string>;
  /** One of several. @returns its `value` */
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** Any number of several. @returns their `value`s */
  chooseSome<Value extends string>(question: ChoiceQuestion<Value>): Promise<readonly Value[]>;
  confirm(question: { readonly message: string }): Promise<boolean>;
}

export interface TextQuestion {
  readonly message: string;
  /** What stands there already. */
  readonly initial?: string | undefined;
  /** Shown while nothing stands there. */
  readonly placeholder?: string | undefined;
  readonly isOptional?: boolean | undefined;
  /** What is wrong with a text, in one sentence. */
  readonly findFault?: ((text: string) => string | undefined) | undefined;
}

export interface ChoiceQuestion<Value extends string> {
  readonly message: string;
  readonly choices: readonly Choice<Value>[];
  readonly initial?: Value | undefined;
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** The person does not want to go on. Commands ask before they write, so that nothing is half done. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}
