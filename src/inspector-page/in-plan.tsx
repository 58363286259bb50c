import { useEffect, useState } from "preact/hooks";
import type { Model } from "./model.ts";
import { clip } from "./values.tsx";

/** The page of an event has some thousands; more are not drawn. */
const MAX_CHARACTERS = 40_000;

/** What the plan has about an event, once somebody wants it. */
export function InPlan({ name, model }: { readonly name: string; readonly model: Model }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("Loading …");
  const { session } = model;
  // Again for a changed plan, which is told as another session.
  useEffect(() => {
    if (!isOpen) return undefined;
    let isCurrent = true;
    const show = (answer: string): void => {
      if (isCurrent) setText(answer);
    };
    model.call("explain", { name }).then(show, (error: Error) => show(error.message));
    return () => {
      isCurrent = false;
    };
  }, [isOpen, name, model, session]);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>In the plan</summary>
      {isOpen && <pre>{clip(text, MAX_CHARACTERS)}</pre>}
    </details>
  );
}
