import { useEffect, useState } from "preact/hooks";
import type { Model } from "./model.ts";

/** What the plan has about an event, once somebody wants it. */
export function InPlan({ name, model }: { readonly name: string; readonly model: Model }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("Loading …");
  useEffect(() => {
    if (!isOpen) return;
    model.call("explain", { name }).then(setText, (error: Error) => setText(error.message));
  }, [isOpen, name, model]);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>In the plan</summary>
      {isOpen && <pre>{text}</pre>}
    </details>
  );
}
