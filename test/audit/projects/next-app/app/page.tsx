"use client";
import { type Capture, useAnalytics, useCapture } from "@/lib/analytics-context";

function DeleteButton({ onDelete }: { onDelete: (capture: Capture, inTable: boolean) => void }) {
  const capture = useCapture();
  return <button onClick={() => onDelete(capture, true)}>Delete</button>;
}

function opened(capture: Capture, from: string): void {
  capture("document_opened", { from });
}

export default function Page() {
  const analytics = useAnalytics();
  opened(useCapture(), "page");
  return (
    <>
      <button onClick={() => analytics.capture("document_created", { blank: true })}>New</button>
      <DeleteButton onDelete={(capture, inTable) => capture("document_deleted", { in_table: inTable })} />
    </>
  );
}
